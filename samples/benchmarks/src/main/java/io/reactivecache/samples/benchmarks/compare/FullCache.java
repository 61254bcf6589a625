package io.reactivecache.samples.benchmarks.compare;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.datasketches.SketchHotKeys;
import io.reactivecache.micrometer.MicrometerCacheMetrics;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/** A cache with all that a hit of the local tier may meet: both tiers, a log, a bound of staleness, metrics, hot keys. */
final class FullCache implements AutoCloseable {

    private static final int MEGABYTES = 1 << 20;

    final ReactiveCache<Long, String> cache = ReactiveCaches.builder("full")
            .keys(Long.class)
            .values(String.class)
            .loader(key -> Mono.just("value"))
            .remote(new InMemoryRemoteStore(InstantSource.system()))
            .log(new InProcessInvalidationLog())
            .maxStaleness(Duration.ofSeconds(10))
            .ttl(ttl -> ttl.both(Duration.ofMinutes(10)).jitter(0.1).idle(Duration.ofMinutes(5)))
            .stale(stale -> stale.max(Duration.ofMinutes(10))
                    .throttle(Duration.ofSeconds(1))
                    .early(1))
            .maximumBytes(100 * MEGABYTES, String::length)
            .hotKeys(SketchHotKeys.<Long>builder(InstantSource.system()).build())
            .metrics(MicrometerCacheMetrics.of(new SimpleMeterRegistry()))
            .build();

    FullCache() {
        cache.ready().block();
    }

    @Override
    public void close() {
        cache.close().block();
    }
}
