package io.reactivecache.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.InvalidKeyException;
import io.reactivecache.spi.CallGuard;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Guards calls by a circuit breaker. A call that emits a value or completes empty is a success and one that errors, its own
 * time-out included, a failure; one that is cancelled is neither, and its permission is given back. A call that outlives the
 * state that let it in says nothing about the state that follows.
 */
public final class CircuitBreakerGuard implements CallGuard {

    private final CircuitBreaker breaker;

    private CircuitBreakerGuard(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /** Guards by a breaker, which may guard other calls too. */
    public static CircuitBreakerGuard of(CircuitBreaker breaker) {
        return new CircuitBreakerGuard(Objects.requireNonNull(breaker, "breaker"));
    }

    /**
     * Settings for the remote tier of a cache: opens when half of the last 50 calls failed (20 calls at least), turns calls
     * away for 500 milliseconds, then lets 5 through and closes or opens again by how they went. How slow calls are plays no
     * part. To change some of it, begin with {@code CircuitBreakerConfig.from(remoteTier())}.
     *
     * <p>What the cache refuses by itself is no failure of the store. No call waits for a lock to be counted.
     */
    public static CircuitBreakerConfig remoteTier() {
        return CircuitBreakerConfig.custom()
                .slidingWindow(50, 20, SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofMillis(500))
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(5)
                .ignoreException(CircuitBreakerGuard::isOwnRefusal)
                .build();
    }

    private static boolean isOwnRefusal(Throwable failure) {
        return failure instanceof InvalidKeyException
                || failure instanceof CacheOverloadedException
                || failure instanceof CacheClosedException;
    }

    /** {@inheritDoc} A call that is turned away errors with {@link RemoteSuspendedException}. */
    @Override
    public <T> Mono<T> guard(Mono<T> call) {
        Objects.requireNonNull(call, "call");
        return Mono.defer(() -> breaker.tryAcquirePermission()
                ? counted(call, new Admission(breaker))
                : Mono.error(new RemoteSuspendedException(breaker.getName())));
    }

    private static <T> Mono<T> counted(Mono<T> call, Admission admission) {
        return call.doOnSuccess(admission::succeeded)
                .doOnError(admission::failed)
                .doOnCancel(admission::cancelled);
    }

    @Override
    public boolean isOpen() {
        CircuitBreaker.State state = breaker.getState();
        return state == CircuitBreaker.State.OPEN || state == CircuitBreaker.State.FORCED_OPEN;
    }
}
