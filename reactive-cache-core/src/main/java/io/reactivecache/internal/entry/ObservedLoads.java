package io.reactivecache.internal.entry;

import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.LoadLimiter;
import reactor.core.publisher.Mono;

/** Limits loads as another limiter does; those it lets begin are observed. */
final class ObservedLoads implements LoadLimiter {

    private final LoadLimiter limiter;
    private final Measures measures;

    ObservedLoads(LoadLimiter limiter, Measures measures) {
        this.limiter = limiter;
        this.measures = measures;
    }

    @Override
    public <T> Mono<T> limit(Mono<T> load) {
        return limiter.limit(measures.observed(CacheTimer.LOAD, load));
    }
}
