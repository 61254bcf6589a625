package io.reactivecache.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheMetrics;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import reactor.core.Disposable;

/**
 * Publishes every {@link CacheMeter} of a cache as a counter of that name and tags, and every {@link CacheGauge} as a gauge;
 * each with the tag {@code cache}, the name of the cache. No tag is made of keys or values.
 */
public final class MicrometerCacheMetrics implements CacheMetrics {

    private final MeterRegistry registry;

    private MicrometerCacheMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Publishes to a registry. */
    public static MicrometerCacheMetrics of(MeterRegistry registry) {
        return new MicrometerCacheMetrics(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public Disposable publish(String cache, ToLongFunction<CacheMeter> counts, ToDoubleFunction<CacheGauge> gauges) {
        List<Meter> meters = Stream.concat(
                        Stream.of(CacheGauge.values()).map(gauge -> gauge(cache, gauge, gauges)),
                        Stream.of(CacheMeter.values()).map(meter -> counter(cache, meter, counts)))
                .toList();
        return () -> meters.forEach(registry::remove);
    }

    private Meter gauge(String cache, CacheGauge gauge, ToDoubleFunction<CacheGauge> gauges) {
        return Gauge.builder(gauge.meterName(), () -> gauges.applyAsDouble(gauge))
                .tags(Tags.of("cache", cache).and(gauge.tags()))
                .register(registry);
    }

    private Meter counter(String cache, CacheMeter meter, ToLongFunction<CacheMeter> counts) {
        // Micrometer holds the counted object weakly but the function strongly: the meter lives as long as the enum.
        return FunctionCounter.builder(meter.meterName(), meter, counts::applyAsLong)
                .tags(Tags.of("cache", cache).and(meter.tags()))
                .register(registry);
    }
}
