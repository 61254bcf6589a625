package io.reactivecache.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.ExactKeyFilter;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.KeyFilterLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

final class FilterGateTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_CHANGED = 3;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Counters counters = new Counters();
    private final ExactKeyFilter filter = new ExactKeyFilter();
    private final List<Sinks.Many<String>> streams = new ArrayList<>();
    private final FilterGate gate = new FilterGate("orders", filter, this::stream, MAX_CHANGED, counters);
    private final Disposable.Swap running = Disposables.swap();

    @AfterEach
    void stop() {
        running.dispose();
        time.dispose();
    }

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
    void aKeyInsertedWhileTheStreamIsReadIsNotHidden() {
        run();
        gate.reset();
        look();
        stream(0, "a");
        gate.changed("inserted");
        complete(0);

        assertThat(gate.isActive()).isTrue();
        assertThat(passes("inserted")).isTrue();
        look();
        assertThat(filter.keys()).containsExactlyInAnyOrder("a", "inserted");
        assertThat(passes("inserted")).isTrue();
        assertThat(passes("absent")).isFalse();
    }

    @Test
    void aChangedKeyPassesAtOnceAndForGood() {
        fillWith("a");
        assertThat(passes("new")).isFalse();
        gate.changed("new");

        assertThat(passes("new")).isTrue();
        look();
        assertThat(filter.keys()).contains("new");
        assertThat(passes("new")).isTrue();
    }

    @Test
    void aKeyChangedWhileTheFilterIsAskedIsNotHidden() {
        fillWith("a");
        filter.asking(() -> Mono.fromRunnable(() -> gate.changed("new")));

        assertThat(passes("new")).isTrue();
    }

    @Test
    void aChangedKeyThatTheFilterTakesWhileItIsAskedIsNotHidden() {
        fillWith("a");
        gate.changed("new");
        filter.asking(() -> Mono.fromRunnable(this::look));

        assertThat(passes("new")).isTrue();
    }

    @Test
    void aFilterResetWhileItIsAskedHidesNothing() {
        fillWith("a");
        filter.asking(() -> Mono.fromRunnable(gate::reset));

        assertThat(passes("absent")).isTrue();
    }

    @Test
    void aChangeTheFilterDoesNotTakeIsKeptAndAddedLater() {
        fillWith("a");
        filter.adding(() -> Mono.error(new IllegalStateException("full")));
        gate.changed("new");
        look();
        assertThat(passes("new")).isTrue();
        filter.clear().subscribe();
        filter.adding(Mono::empty);
        look();

        assertThat(filter.keys()).containsExactly("new");
    }

    @Test
    void aKeyChangedAgainWhileItIsBeingAddedIsAddedAgain() {
        fillWith("a");
        Sinks.Empty<Void> held = Sinks.empty();
        filter.adding(held::asMono);
        gate.changed("new");
        look();
        filter.clear().subscribe();
        gate.changed("new");
        held.tryEmitEmpty().orThrow();

        assertThat(passes("new")).isTrue();
        look();
        assertThat(filter.keys()).containsExactly("new");
    }

    @Test
    void moreChangesThanThereIsRoomForMakeItFillAnewWithoutHidingOne() {
        fillWith("a");
        List.of("1", "2", "3", "3").forEach(gate::changed);
        assertThat(gate.isActive()).isTrue();
        gate.changed("4");

        assertThat(gate.isActive()).isFalse();
        assertThat(passes("4")).isTrue();
        look();
        List.of("a", "1", "2", "3", "4").forEach(key -> stream(1, key));
        complete(1);
        assertThat(gate.isActive()).isTrue();
        assertThat(passes("4")).isTrue();
    }

    @Test
    void aChangeWithoutRoomWhileItIsFilledMakesItBeginAnewAfterAPause() {
        run();
        gate.reset();
        look();
        filter.adding(Mono::never);
        List.of("1", "2", "3", "4").forEach(gate::changed);
        filter.adding(Mono::empty);
        complete(0);
        assertThat(gate.isActive()).isFalse();

        time.advanceTimeBy(LONGEST);
        assertThat(streams).hasSize(2);
        complete(1);
        assertThat(gate.isActive()).isTrue();
    }

    @Test
    void changesWithoutRoomBeforeTheLogIsFollowedBeginNothing() {
        run();
        IntStream.range(0, 10).forEach(i -> gate.changed("k" + i));
        look();

        assertThat(streams).isEmpty();
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

    @Test
    void readsLetPassInVainAreCountedWhileItIsInUse() {
        gate.passedInVain();
        assertThat(counters.get(CacheMeter.FILTER_FALSE_POSITIVE)).isZero();
        fillWith("a");
        gate.passedInVain();

        assertThat(counters.get(CacheMeter.FILTER_FALSE_POSITIVE)).isEqualTo(1);
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

    private Flux<String> stream() {
        streams.add(Sinks.many().unicast().onBackpressureBuffer());
        return streams.get(streams.size() - 1).asFlux();
    }

    private void run() {
        running.update(gate.run(PAUSE, LONGEST, time).subscribe());
    }

    private void look() {
        time.advanceTimeBy(PAUSE);
    }

    private void fillWith(String... keys) {
        run();
        gate.reset();
        look();
        for (String key : keys) {
            stream(0, key);
        }
        complete(0);
    }

    private void stream(int number, String key) {
        streams.get(number).tryEmitNext(key).orThrow();
    }

    private void complete(int number) {
        streams.get(number).tryEmitComplete().orThrow();
    }

    private boolean passes(String key) {
        return Boolean.TRUE.equals(gate.mightContain(key).block(LONG));
    }
}
