package io.reactivecache.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.reactivecache.Timing;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheMetrics;
import io.reactivecache.spi.CacheTimer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import reactor.core.Disposable;

/**
 * Publishes every {@link CacheMeter} of a cache as a counter of that name and tags, every {@link CacheGauge} as a gauge, and
 * every {@link CacheTimer} as a timer that has a count and a sum; beside it are gauges of its recent percentiles, named
 * {@code .percentile} and told apart by the tag {@code phi}, as those are that Micrometer itself makes. Each has the tag
 * {@code cache}, the name of the cache. No tag is made of keys or values.
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
    public Disposable publish(
            String cache,
            ToLongFunction<CacheMeter> counts,
            ToDoubleFunction<CacheGauge> gauges,
            Function<CacheTimer, Timing> timings) {
        List<Meter> meters = Stream.of(
                        Stream.of(CacheGauge.values()).map(gauge -> gauge(cache, gauge, gauges)),
                        Stream.of(CacheMeter.values()).map(meter -> counter(cache, meter, counts)),
                        Stream.of(CacheTimer.values()).flatMap(timer -> timer(cache, timer, timings)))
                .flatMap(kind -> kind)
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

    private Stream<Meter> timer(String cache, CacheTimer timer, Function<CacheTimer, Timing> timings) {
        return Stream.of(
                times(cache, timer, timings),
                percentile(cache, timer, "0.5", () -> timings.apply(timer).p50()),
                percentile(cache, timer, "0.95", () -> timings.apply(timer).p95()),
                percentile(cache, timer, "0.99", () -> timings.apply(timer).p99()));
    }

    private Meter times(String cache, CacheTimer timer, Function<CacheTimer, Timing> timings) {
        return FunctionTimer.builder(
                        timer.meterName(),
                        timer,
                        read -> timings.apply(read).count(),
                        read -> timings.apply(read).total().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags("cache", cache)
                .register(registry);
    }

    private Meter percentile(String cache, CacheTimer timer, String phi, Supplier<Duration> time) {
        return TimeGauge.builder(
                        timer.meterName() + ".percentile", () -> time.get().toNanos(), TimeUnit.NANOSECONDS)
                .tags("cache", cache, "phi", phi)
                .register(registry);
    }
}
