package io.reactivecache.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.CacheMeter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** When the filter is in use, and what it hides then. */
final class FilterGateTest extends FilterGateSteps {

    @Test
    void nothingIsFilledAndEverythingPassesBeforeTheLogIsFollowed() {
        run();
        time.advanceTimeBy(LONGEST);

        assertThat(streams).isEmpty();
        assertThat(passes("absent")).isTrue();
    }

    @Test
    void everythingPassesWhileItIsBeingFilled() {
        run();
        gate.reset();
        look();
        stream(0, "a");

        assertThat(gate.isActive()).isFalse();
        assertThat(passes("absent")).isTrue();
        assertThat(counters.get(CacheMeter.FILTER_PASSED)).isZero();
    }

    @Test
    void onceFilledItHidesAbsentKeysAndOnlyThose() {
        fillWith("a", "b");

        assertThat(gate.isActive()).isTrue();
        assertThat(passes("a")).isTrue();
        assertThat(passes("b")).isTrue();
        assertThat(passes("absent")).isFalse();
        assertThat(counters.get(CacheMeter.FILTER_PASSED)).isEqualTo(2);
        assertThat(counters.get(CacheMeter.FILTER_REJECTED)).isEqualTo(1);
    }

    @Test
    void itIsFilledOnceInBatches() {
        run();
        gate.reset();
        look();
        IntStream.range(0, 2_500).forEach(i -> stream(0, "k" + i));
        complete(0);
        time.advanceTimeBy(LONGEST);

        assertThat(filter.batches()).containsExactly(1_000, 1_000, 500);
        assertThat(streams).hasSize(1);
        assertThat(filter.clears()).isEqualTo(1);
    }

    @Test
    void batchesAreAddedOneAfterTheOther() {
        Sinks.Empty<Void> held = Sinks.empty();
        filter.adding(held::asMono);
        run();
        gate.reset();
        look();
        IntStream.range(0, 2_500).forEach(i -> stream(0, "k" + i));
        assertThat(filter.batches()).containsExactly(1_000);

        held.tryEmitEmpty().orThrow();
        assertThat(filter.batches()).containsExactly(1_000, 1_000);
    }

    @Test
    void readsLetPassInVainAreCountedWhileItIsInUse() {
        gate.passedInVain();
        assertThat(counters.get(CacheMeter.FILTER_FALSE_POSITIVE)).isZero();
        fillWith("a");
        gate.passedInVain();

        assertThat(counters.get(CacheMeter.FILTER_FALSE_POSITIVE)).isEqualTo(1);
    }
}
