package io.reactivecache.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

final class RepairsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int SPIN = 1_000;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Counters counters = new Counters();
    private final Repairs<String> repairs = new Repairs<>(2, counters);
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final List<String> invalidated = new ArrayList<>();
    private final Disposable.Swap running = Disposables.swap();

    @AfterEach
    void stop() {
        running.dispose();
        time.dispose();
    }

    @Test
    void nothingIsOwedBeforeTheSubscription() {
        Mono<Void> owe = repairs.owe("a");
        assertThat(repairs.size()).isZero();
        owe.subscribe();

        assertThat(repairs.size()).isEqualTo(1);
    }

    @Test
    void repairsEachKeyOnceAfterThePause() {
        run(this::succeeds);
        owe("a");
        owe("b");
        owe("a");

        assertThat(invalidated).isEmpty();
        time.advanceTimeBy(PAUSE.multipliedBy(3));
        assertThat(invalidated).containsExactlyInAnyOrder("a", "b");
        assertThat(repairs.size()).isZero();
        assertThat(counters.get(CacheMeter.REPAIR_OWED)).isEqualTo(2);
        assertThat(counters.get(CacheMeter.REPAIR_DONE)).isEqualTo(2);
    }

    @Test
    void refusesMoreKeysThanThereIsRoomForButNotOneItHas() {
        owe("a");
        owe("b");

        StepVerifier.create(repairs.owe("c"))
                .expectErrorSatisfies(refused -> assertThat(refused)
                        .isInstanceOf(CacheOverloadedException.class)
                        .hasMessage("repairs under way: more than 2 (expected: <= 2)"))
                .verify(LONG);
        StepVerifier.create(repairs.owe("a")).expectComplete().verify(LONG);
        assertThat(repairs.size()).isEqualTo(2);
    }

    @Test
    void waitsWhileTheStoreIsAway() {
        reachable.set(false);
        run(this::succeeds);
        owe("a");
        time.advanceTimeBy(PAUSE.multipliedBy(100));
        assertThat(invalidated).isEmpty();

        reachable.set(true);
        time.advanceTimeBy(PAUSE);
        assertThat(invalidated).containsExactly("a");
    }

    @Test
    void stopsARoundWhenTheStoreGoesAway() {
        run(key -> {
            reachable.set(false);
            return succeeds(key);
        });
        owe("a");
        owe("b");
        time.advanceTimeBy(PAUSE.multipliedBy(3));

        assertThat(invalidated).hasSize(1);
        assertThat(repairs.size()).isEqualTo(1);
    }

    @Test
    void aKeyThatFailsIsOwedAgainAndTriedInTheNextRound() {
        AtomicBoolean failing = new AtomicBoolean(true);
        run(key -> failing.get() ? fails(key) : succeeds(key));
        owe("a");
        time.advanceTimeBy(PAUSE);
        assertThat(invalidated).containsExactly("a");
        assertThat(repairs.size()).isEqualTo(1);
        assertThat(counters.get(CacheMeter.REPAIR_DONE)).isZero();

        failing.set(false);
        time.advanceTimeBy(PAUSE);
        assertThat(invalidated).containsExactly("a", "a");
        assertThat(repairs.size()).isZero();
        assertThat(counters.get(CacheMeter.REPAIR_DONE)).isEqualTo(1);
    }

    @Test
    void aKeyThatTheInvalidationOwesAgainIsNotCountedAsDone() {
        run(key -> succeeds(key).then(repairs.owe(key)));
        owe("a");
        time.advanceTimeBy(PAUSE);

        assertThat(repairs.size()).isEqualTo(1);
        assertThat(counters.get(CacheMeter.REPAIR_DONE)).isZero();
    }

    @Test
    void anInvalidationThatThrowsEndsNothing() {
        run(key -> {
            invalidated.add(key);
            throw new IllegalStateException("thrown");
        });
        owe("a");
        time.advanceTimeBy(PAUSE.multipliedBy(3));

        assertThat(invalidated).containsExactly("a", "a", "a");
    }

    /** The two keys have one hash code: what is put back while a map is walked may be met again. */
    @Test
    void triesEachKeyOnceInARoundThoughAllFailAtOnce() {
        run(key -> {
            if (invalidated.size() == SPIN) {
                reachable.set(false);
            }
            return fails(key);
        });
        owe("AaAa");
        owe("BBBB");
        time.advanceTimeBy(PAUSE);

        assertThat("AaAa").hasSameHashCodeAs("BBBB");
        assertThat(invalidated).containsExactlyInAnyOrder("AaAa", "BBBB");
    }

    @Test
    void aSlowRoundDoesNotPileUpOthers() {
        Sinks.Empty<Void> held = Sinks.empty();
        run(key -> succeeds(key).then(held.asMono()));
        owe("a");
        time.advanceTimeBy(PAUSE.multipliedBy(100));
        assertThat(invalidated).containsExactly("a");

        held.tryEmitEmpty().orThrow();
        owe("b");
        time.advanceTimeBy(PAUSE);
        assertThat(invalidated).containsExactly("a", "b");
    }

    private void run(Function<String, Mono<?>> invalidate) {
        running.update(repairs.run(PAUSE, reachable::get, invalidate, time).subscribe());
    }

    private void owe(String key) {
        StepVerifier.create(repairs.owe(key)).expectComplete().verify(LONG);
    }

    private Mono<?> succeeds(String key) {
        return Mono.fromRunnable(() -> invalidated.add(key));
    }

    private Mono<?> fails(String key) {
        return succeeds(key).then(Mono.error(new IllegalStateException("failed")));
    }
}
