package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheHealth;
import io.reactivecache.CacheHealth.State;
import io.reactivecache.CacheStats;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Timing;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.ScriptedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

final class LocalLifeTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedLog log = new ScriptedLog();
    private final ReactiveCache<String, String> cache =
            builder().log(log).loader(key -> Mono.just(key)).build();
    private final List<Object> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void isReadyOnceItFollowsTheLog() {
        AtomicBoolean ready = new AtomicBoolean();
        cache.ready().subscribe(null, null, () -> ready.set(true));
        assertThat(ready).isFalse();
        log.reset(-1);

        assertThat(ready).isTrue();
        StepVerifier.create(cache.ready()).expectComplete().verify(LONG);
    }

    @Test
    void aCacheOfItsOwnIsReadyAtOnce() {
        StepVerifier.create(builder().build().ready()).expectComplete().verify(LONG);
    }

    @Test
    void beforeItFollowsTheLogItLoadsEveryTimeAndKeepsNothing() {
        AtomicInteger loads = new AtomicInteger();
        ReactiveCache<String, Integer> unready = ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(Integer.class)
                .log(new ScriptedLog())
                .loader(key -> Mono.fromSupplier(loads::incrementAndGet))
                .build();

        StepVerifier.create(unready.get("a")).expectNext(1).expectComplete().verify(LONG);
        StepVerifier.create(unready.lookup("a"))
                .assertNext(found -> {
                    assertThat(found.value()).isEqualTo(2);
                    assertThat(found.stamp()).isEmpty();
                })
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void healthFollowsTheLog() {
        health(State.STARTING);
        log.reset(-1);
        health(State.UP);
        log.acknowledging(() -> Mono.error(new IllegalStateException("down")));
        health(State.DOWN);
        log.acknowledging(Mono::empty);
        health(State.UP);
    }

    private void health(State expected) {
        StepVerifier.create(cache.health())
                .assertNext(health -> assertThat(health.log()).isEqualTo(expected))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void healthAnswersInTimeThoughTheLogDoesNot() {
        log.reset(-1);
        log.acknowledging(Mono::never);
        cache.health().map(CacheHealth::log).subscribe(heard::add);
        time.advanceTimeBy(Duration.ofMillis(999));
        assertThat(heard).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(heard).containsExactly(State.DOWN);
    }

    @Test
    void countsWhatHappens() {
        ReactiveCache<String, String> counted = builder()
                .clock(new HandClock())
                .loader(key -> key.equals("bad") ? Mono.error(new IllegalStateException()) : Mono.just(key))
                .build();
        counted.get("a").then(counted.get("a")).then(counted.get("b")).subscribe();
        counted.get("bad").onErrorComplete().subscribe();
        counted.invalidate("a").subscribe();

        StepVerifier.create(counted.stats())
                .expectNext(new CacheStats(1, 3, 0, 0, 2, 1, atOnce(3), Timing.NONE, atOnce(1), 0, 1, 1, 0, 0))
                .expectComplete()
                .verify(LONG);
        assertThat(counted.name()).isEqualTo("orders");
    }

    private static Timing atOnce(long count) {
        return new Timing(count, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void everyOperationAfterCloseIsRefused() {
        log.reset(-1);
        StepVerifier.create(cache.get("key")).expectNext("key").expectComplete().verify(LONG);
        StepVerifier.create(cache.close()).expectComplete().verify(LONG);

        List.of(
                        cache.get("key"),
                        cache.get("key", key -> Mono.just("own")),
                        cache.lookup("key"),
                        cache.put("key", "value"),
                        cache.invalidate("key"),
                        cache.ready())
                .forEach(operation -> StepVerifier.create(operation)
                        .expectErrorSatisfies(error -> assertThat(error)
                                .isInstanceOf(CacheClosedException.class)
                                .hasMessage("cache orders: closed (expected: open)"))
                        .verify(LONG));
    }

    @Test
    void statsAndASecondCloseStillWorkAfterwards() {
        StepVerifier.create(cache.close()).expectComplete().verify(LONG);

        StepVerifier.create(cache.close()).expectComplete().verify(LONG);
        StepVerifier.create(cache.stats()).expectNextCount(1).expectComplete().verify(LONG);
        StepVerifier.create(cache.health()).expectNextCount(1).expectComplete().verify(LONG);
    }

    @Test
    void closingStopsFollowingAndPublishingAndOnlyWhenSubscribed() {
        AtomicBoolean published = new AtomicBoolean();
        ReactiveCache<String, String> metered = builder()
                .log(log)
                .metrics((name, counts, size, timings) -> {
                    published.set(true);
                    return Disposables.composite(() -> published.set(false));
                })
                .build();
        Mono<Void> close = metered.close();
        assertThat(log.isFollowed()).isTrue();
        assertThat(published).isTrue();
        StepVerifier.create(close).expectComplete().verify(LONG);

        assertThat(log.isFollowed()).isFalse();
        assertThat(published).isFalse();
    }

    @Test
    void closingWaitsForWritesThatHaveBegun() {
        Sinks.Empty<Void> acknowledged = Sinks.empty();
        log.reset(-1);
        log.acknowledging(acknowledged::asMono);
        cache.invalidate("key").subscribe(heard::add);
        cache.close().subscribe(null, null, () -> heard.add("closed"));
        assertThat(heard).isEmpty();
        acknowledged.tryEmitEmpty().orThrow();

        assertThat(heard).hasSize(2).contains("closed");
    }

    @Test
    void closingWaitsNoLongerThanALoadMayTake() {
        ReactiveCache<String, String> held = builder()
                .log(log)
                .settings(settings -> settings.flight(flight -> flight.maxLoadTime(Duration.ofSeconds(10))))
                .writer((key, value) -> Mono.never())
                .build();
        log.reset(-1);
        log.acknowledging(Mono::never);
        held.put("key", "value").subscribe(null, error -> {});
        time.advanceTimeBy(Duration.ofSeconds(9));
        held.close().subscribe(null, null, () -> heard.add("closed"));
        time.advanceTimeBy(Duration.ofMillis(9_999));
        assertThat(heard).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(heard).containsExactly("closed");
    }

    /** What is subscribed on the signal of close itself is subscribed later than close. */
    @Test
    void aLocalHitIsRefusedFromTheVerySignalOfClose() {
        log.reset(-1);
        StepVerifier.create(cache.get("key")).expectNext("key").expectComplete().verify(LONG);

        StepVerifier.create(cache.close().then(cache.get("key")))
                .expectError(CacheClosedException.class)
                .verify(LONG);
    }

    @Test
    void whoWaitsForACacheToBecomeReadyIsToldThatItWasClosed() {
        cache.ready().subscribe(null, heard::add, () -> heard.add("ready"));
        StepVerifier.create(cache.close()).expectComplete().verify(LONG);

        assertThat(heard).singleElement().isInstanceOf(CacheClosedException.class);
    }

    private CacheBuilder<String, String> builder() {
        return ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .scheduler(time);
    }
}
