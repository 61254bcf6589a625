package io.reactivecache.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.reactivecache.CacheOverloadedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Two loads a second. */
final class RateLimiterLimitTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void aLoadIsBegunAnewForEachSubscriptionAndNotBefore() {
        Mono<String> limited = limit(Duration.ZERO).limit(load());
        assertThat(loads).hasValue(0);

        StepVerifier.create(limited).expectNext("loaded").expectComplete().verify(LONG);
        StepVerifier.create(limited).expectNext("loaded").expectComplete().verify(LONG);
        assertThat(loads).hasValue(2);
    }

    @Test
    void withoutATimeToWaitALoadOverTheRateIsRefusedAtOnce() {
        RateLimiterLimit limit = limit(Duration.ZERO);
        begin(limit, 2);

        StepVerifier.create(limit.limit(load()))
                .expectErrorSatisfies(refused -> {
                    assertThat(refused)
                            .isInstanceOf(CacheOverloadedException.class)
                            .hasMessage("loads begun within PT1S: more than 2 (expected: <= 2)");
                    assertThat(((CacheOverloadedException) refused).limit()).isEqualTo(2);
                    assertThat(((CacheOverloadedException) refused).period()).hasValue(SECOND);
                    assertThat(refused.getStackTrace()).isEmpty();
                })
                .verify(LONG);
        assertThat(loads).hasValue(2);
        time.advanceTimeBy(SECOND);
        begin(limit, 1);
        assertThat(loads).hasValue(3);
    }

    @Test
    void aLoadWhoseTurnComesInTimeWaitsForItWithoutAThread() {
        RateLimiterLimit limit = limit(SECOND);
        begin(limit, 4);
        assertThat(loads).hasValue(2);

        time.advanceTimeBy(SECOND.minusMillis(1));
        assertThat(loads).hasValue(2);
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(loads).hasValue(4);
        assertThat(refusals).hasValue(0);
    }

    @Test
    void aLoadWhoseTurnIsTooFarAwayIsRefusedAtOnce() {
        RateLimiterLimit limit = limit(SECOND);
        begin(limit, 10);

        assertThat(refusals).hasValue(6);
        time.advanceTimeBy(SECOND.multipliedBy(10));
        assertThat(loads).hasValue(4);
    }

    @Test
    void aLoadCancelledWhileItWaitsIsNeverBegun() {
        RateLimiterLimit limit = limit(SECOND);
        begin(limit, 2);
        Disposable waiting = begin(limit);
        waiting.dispose();
        time.advanceTimeBy(SECOND.multipliedBy(2));

        assertThat(loads).hasValue(2);
    }

    /** On threads that must not block: BlockHound would say so. */
    @Test
    void manyThreadsAskTheLimiterWithoutWaiting() {
        RateLimiterConfig wide = RateLimiterConfig.custom()
                .limitForPeriod(Integer.MAX_VALUE)
                .limitRefreshPeriod(SECOND)
                .timeoutDuration(Duration.ZERO)
                .build();
        RateLimiterLimit limit = RateLimiterLimit.of(RateLimiter.of("wide", wide));

        Flux<String> all = Flux.range(0, 8)
                .flatMap(caller -> Flux.range(0, 20_000)
                        .concatMap(call -> limit.limit(Mono.just("loaded")))
                        .subscribeOn(Schedulers.parallel()));

        StepVerifier.create(all.count()).expectNext(160_000L).expectComplete().verify(LONG);
    }

    @Test
    void nullIsRefusedAtOnce() {
        RateLimiterLimit limit = limit(Duration.ZERO);

        assertThatNullPointerException().isThrownBy(() -> RateLimiterLimit.of(null));
        assertThatNullPointerException().isThrownBy(() -> limit.limit(null));
    }

    private RateLimiterLimit limit(Duration timeout) {
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(2)
                .limitRefreshPeriod(SECOND)
                .timeoutDuration(timeout)
                .build();
        return RateLimiterLimit.of(new AtomicRateLimiter("loads", config, () -> time.now(TimeUnit.NANOSECONDS)), time);
    }

    private void begin(RateLimiterLimit limit, int times) {
        for (int i = 0; i < times; i++) {
            begin(limit);
        }
    }

    private Disposable begin(RateLimiterLimit limit) {
        return limit.limit(load()).subscribe(loaded -> {}, refused -> refusals.incrementAndGet());
    }

    private Mono<String> load() {
        return Mono.fromSupplier(() -> {
            loads.incrementAndGet();
            return "loaded";
        });
    }
}
