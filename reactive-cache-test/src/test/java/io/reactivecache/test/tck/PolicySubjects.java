package io.reactivecache.test.tck;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.reactivecache.resilience4j.CircuitBreakerGuard;
import io.reactivecache.resilience4j.RateLimiterLimit;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.LoadLimiter;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** What guards calls and limits loads, around a call that emits at once. */
record PolicySubjects() implements Suite {

    private static final Duration LONG = Duration.ofDays(1);

    @Override
    public List<Subject> subjects() {
        Mono<String> call = Mono.just("v");
        Mono<String> failed = Mono.error(new IllegalStateException("no such row"));
        return List.of(
                Subject.one("no guard", () -> CallGuard.NONE.guard(call)).failing(() -> CallGuard.NONE.guard(failed)),
                Subject.one("circuit breaker", () -> closed().guard(call)).failing(() -> closed().guard(failed)),
                Subject.none("circuit breaker, empty call", () -> closed().guard(Mono.empty()))
                        .failing(() -> open().guard(call)),
                Subject.one("no limit", () -> LoadLimiter.NONE.limit(call))
                        .failing(() -> LoadLimiter.NONE.limit(failed)),
                Subject.one("rate limiter", () -> limit(1_000, LONG).limit(call))
                        .failing(() -> limit(1_000, LONG).limit(failed)),
                Subject.one(
                                "rate limiter, later",
                                () -> spent(limit(1, Duration.ofMillis(10))).limit(call))
                        .failing(() -> spent(limit(1, LONG)).limit(call)));
    }

    private static CircuitBreakerGuard closed() {
        return CircuitBreakerGuard.of(CircuitBreaker.ofDefaults("tck"));
    }

    private static CircuitBreakerGuard open() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("tck");
        breaker.transitionToForcedOpenState();
        return CircuitBreakerGuard.of(breaker);
    }

    private static RateLimiterLimit limit(int loads, Duration period) {
        return RateLimiterLimit.of(RateLimiter.of(
                "tck",
                RateLimiterConfig.custom()
                        .limitForPeriod(loads)
                        .limitRefreshPeriod(period)
                        .timeoutDuration(Duration.ofSeconds(1))
                        .build()));
    }

    /** The next load has to wait for its turn. */
    private static RateLimiterLimit spent(RateLimiterLimit limit) {
        limit.limit(Mono.just("before")).block();
        return limit;
    }
}
