package io.reactivecache.test.docs;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.reactivecache.resilience4j.CircuitBreakerGuard;
import io.reactivecache.resilience4j.RateLimiterLimit;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.LoadLimiter;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A guarded call and a limited load, as docs/breaker-and-rate-limit.md shows them. */
final class BreakerExample {

    private BreakerExample() {}

    /** What the products come from. */
    interface Products {
        Mono<Product> find(long id);
    }

    record Product(String name) {}

    static Mono<RemoteRead> guarded(RemoteStore store, String key, Duration maxLoadTime) {
        // tag::guard[]
        CircuitBreaker breaker = CircuitBreaker.of("redis", CircuitBreakerGuard.remoteTier());
        CallGuard guard = CircuitBreakerGuard.of(breaker);

        Mono<RemoteRead> read = guard.guard(store.read(key, maxLoadTime).timeout(Duration.ofMillis(200)));
        // end::guard[]
        return read;
    }

    static Mono<Product> limited(Products products, long id) {
        // tag::limit[]
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(100)
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ofMillis(500))
                .build();
        LoadLimiter limiter = RateLimiterLimit.of(RateLimiter.of("catalogue", config));

        Mono<Product> load = limiter.limit(products.find(id));
        // end::limit[]
        return load;
    }
}
