package io.reactivecache.test.kit;

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
public final class Meters implements CacheMetrics {

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

    /** The count of a meter so far. */
    public long count(CacheMeter meter) {
        return counts.applyAsLong(meter);
    }

    /** The value of a gauge now. */
    public double gauge(CacheGauge gauge) {
        return gauges.applyAsDouble(gauge);
    }
}
