package io.reactivecache.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.KeyFilterLostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Resets, and filters and key streams that fail. */
final class FilterLossTest extends FilterGateSteps {

    @Test
    void aFilterResetWhileItIsAskedHidesNothing() {
        fillWith("a");
        filter.asking(() -> Mono.fromRunnable(gate::reset));

        assertThat(passes("absent")).isTrue();
    }

    @Test
    void afterAResetOfTheLogItIsFilledAnew() {
        fillWith("a");
        gate.reset();
        assertThat(passes("absent")).isTrue();
        look();
        assertThat(filter.clears()).isEqualTo(2);
        stream(1, "b");
        complete(1);

        assertThat(passes("a")).isFalse();
        assertThat(passes("b")).isTrue();
    }

    @Test
    void aResetWhileItIsFilledEndsThatFillingAndBeginsAnother() {
        run();
        gate.reset();
        look();
        gate.reset();
        IntStream.range(0, 1_000).forEach(i -> streams.get(0).tryEmitNext("k" + i));
        assertThat(streams.get(0).currentSubscriberCount()).isZero();
        assertThat(gate.isActive()).isFalse();

        time.advanceTimeBy(LONGEST);
        complete(1);
        assertThat(gate.isActive()).isTrue();
    }

    @Test
    void aStreamThatFailsIsReadAgainWithGrowingPauses() {
        run();
        gate.reset();
        look();
        for (int failed = 0; failed < 20; failed++) {
            streams.get(failed).tryEmitError(new IllegalStateException("away")).orThrow();
            assertThat(gate.isActive()).isFalse();
            time.advanceTimeBy(LONGEST.plus(PAUSE));
            assertThat(streams).hasSize(failed + 2);
        }
        streams.get(20).tryEmitError(new IllegalStateException("away")).orThrow();
        time.advanceTimeBy(PAUSE.multipliedBy(10));
        assertThat(streams).hasSize(21);
        time.advanceTimeBy(LONGEST);
        complete(21);

        assertThat(gate.isActive()).isTrue();
        gate.reset();
        look();
        assertThat(streams).as("without a pause after a success").hasSize(23);
    }

    @Test
    void aFilterThatCannotBeClearedIsNotFilled() {
        filter.clearing(() -> Mono.error(new IllegalStateException("away")));
        run();
        gate.reset();
        look();
        assertThat(streams).isEmpty();

        filter.clearing(Mono::empty);
        time.advanceTimeBy(LONGEST);
        complete(0);
        assertThat(gate.isActive()).isTrue();
    }

    @Test
    void aFilterThatFailsLetsPass() {
        fillWith("a");
        filter.asking(() -> Mono.error(new IllegalStateException("away")));

        assertThat(passes("absent")).isTrue();
        assertThat(gate.isActive()).isTrue();
        assertThat(counters.get(CacheMeter.FILTER_PASSED)).isEqualTo(1);
    }

    @Test
    void aFilterThatLostItsKeysLetsPassAndIsFilledAnew() {
        fillWith("a");
        filter.asking(() -> Mono.error(new KeyFilterLostException()));

        assertThat(passes("absent")).isTrue();
        assertThat(gate.isActive()).isFalse();
        look();
        assertThat(streams).hasSize(2);
    }

    @Test
    void aLateWordOfLossDoesNotUndoTheFillingThatMendsIt() {
        fillWith("a");
        Sinks.Empty<Void> held = Sinks.empty();
        filter.asking(held::asMono);
        List<Boolean> late = new ArrayList<>();
        Disposable asked = gate.mightContain("absent").subscribe(late::add);
        gate.reset();
        look();
        complete(1);
        assertThat(gate.isActive()).isTrue();
        held.tryEmitError(new KeyFilterLostException()).orThrow();

        assertThat(late).containsExactly(true);
        assertThat(asked.isDisposed()).isTrue();
        assertThat(gate.isActive()).isTrue();
    }

    @Test
    void aFilterThatThrowsOrAnswersNothingLetsPass() {
        AtomicReference<Mono<Boolean>> answer = new AtomicReference<>(Mono.empty());
        KeyFilter odd = new OddFilter(answer);
        FilterGate oddGate = new FilterGate("orders", odd, Flux::empty, MAX_CHANGED, counters);
        running.update(oddGate.run(PAUSE, LONGEST, time).subscribe());
        oddGate.reset();
        look();

        StepVerifier.create(oddGate.mightContain("absent"))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
        answer.set(null);
        StepVerifier.create(oddGate.mightContain("absent"))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
    }

    private record OddFilter(AtomicReference<Mono<Boolean>> answer) implements KeyFilter {
        @Override
        public Mono<Boolean> mightContain(String key) {
            Mono<Boolean> given = answer.get();
            if (given == null) {
                throw new IllegalStateException("thrown");
            }
            return given;
        }

        @Override
        public Mono<Void> add(Collection<String> keys) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> clear() {
            return Mono.empty();
        }
    }
}
