package io.reactivecache.spi;

import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Publishes the counts of caches. The counts are kept by the cache and read by the adapter when it reports, so that
 * nothing is paid for it on the way of a read.
 */
@FunctionalInterface
public interface CacheMetrics {

    /** Publishes nothing. */
    CacheMetrics NONE = (cache, counts, localSize) -> Disposables.disposed();

    /**
     * Begins to publish a cache's counts.
     *
     * @param cache the name of the cache
     * @param counts gives the count of a meter so far; never decreases
     * @param localSize gives the number of entries in the local tier, estimated
     * @return ends the publishing when disposed
     */
    Disposable publish(String cache, ToLongFunction<CacheMeter> counts, LongSupplier localSize);
}
