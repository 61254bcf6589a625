package io.reactivecache.resilience4j;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.spi.LoadLimiter;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Limits loads by a rate limiter. A load whose turn is further away than the limiter's {@code timeoutDuration} is refused at
 * once (with a duration of zero: every load over the rate); one whose turn comes before is begun then, on the scheduler, and
 * no thread waits for it meanwhile. So at most as many wait as the rate allows within that duration.
 *
 * <p>A turn is spent once it was given, even if its caller cancels while it waits: the limiter takes none back. How a load
 * ended plays no part.
 */
public final class RateLimiterLimit implements LoadLimiter {

    private final RateLimiter limiter;
    private final Scheduler scheduler;

    private RateLimiterLimit(RateLimiter limiter, Scheduler scheduler) {
        this.limiter = limiter;
        this.scheduler = scheduler;
    }

    /** Limits by a limiter; loads that had to wait are begun on {@link Schedulers#parallel()}. */
    public static RateLimiterLimit of(RateLimiter limiter) {
        return of(limiter, Schedulers.parallel());
    }

    /** Limits by a limiter; loads that had to wait are begun on the scheduler. */
    public static RateLimiterLimit of(RateLimiter limiter, Scheduler scheduler) {
        return new RateLimiterLimit(
                Objects.requireNonNull(limiter, "limiter"), Objects.requireNonNull(scheduler, "scheduler"));
    }

    @Override
    public <T> Mono<T> limit(Mono<T> load) {
        Objects.requireNonNull(load, "load");
        return Mono.defer(() -> {
            long wait = reserve();
            if (wait < 0) {
                return Mono.error(overloaded());
            }
            return wait == 0 ? load : load.delaySubscription(Duration.ofNanos(wait), scheduler);
        });
    }

    /**
     * The time to wait in nanoseconds, or a negative number. One thread at a time: the limiter parks a thread that collides
     * with another, and this may be an event loop.
     */
    private synchronized long reserve() {
        return limiter.reservePermission();
    }

    private CacheOverloadedException overloaded() {
        RateLimiterConfig config = limiter.getRateLimiterConfig();
        return new CacheOverloadedException("loads", config.getLimitForPeriod(), config.getLimitRefreshPeriod());
    }
}
