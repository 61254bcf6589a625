package io.reactivecache.test.cache;

import io.reactivecache.Timing;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheMetrics;
import io.reactivecache.spi.CacheTimer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** What one cache publishes. */
final class Meters implements CacheMetrics {

    private volatile ToLongFunction<CacheMeter> counts = meter -> 0;
    private volatile ToDoubleFunction<CacheGauge> gauges = gauge -> 0;

    @Override
    public Disposable publish(
            String cache,
            ToLongFunction<CacheMeter> counts,
            ToDoubleFunction<CacheGauge> gauges,
            Function<CacheTimer, Timing> timings) {
        this.counts = counts;
        this.gauges = gauges;
        return Disposables.disposed();
    }

    long count(CacheMeter meter) {
        return counts.applyAsLong(meter);
    }

    double gauge(CacheGauge gauge) {
        return gauges.applyAsDouble(gauge);
    }
}
