package io.reactivecache.spi;

import io.reactivecache.Timing;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Publishes the counts and times of caches. They are kept by the cache and read by the adapter when it reports, so that
 * nothing is paid for it on the way of a read.
 */
@FunctionalInterface
public interface CacheMetrics {

    /** Publishes nothing. */
    CacheMetrics NONE = (cache, counts, gauges, timings) -> Disposables.disposed();

    /**
     * Begins to publish a cache's counts and times.
     *
     * @param cache the name of the cache
     * @param counts gives the count of a meter so far; never decreases
     * @param gauges gives the value of a gauge now
     * @param timings gives how long steps have taken so far
     * @return ends the publishing when disposed
     */
    Disposable publish(
            String cache,
            ToLongFunction<CacheMeter> counts,
            ToDoubleFunction<CacheGauge> gauges,
            Function<CacheTimer, Timing> timings);
}
