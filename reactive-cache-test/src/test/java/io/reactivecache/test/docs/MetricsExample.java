package io.reactivecache.test.docs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.micrometer.MicrometerCacheMetrics;
import io.reactivecache.micrometer.MicrometerCacheObserver;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A cache that is watched, as docs/metrics.md shows it. */
final class MetricsExample {

    private MetricsExample() {}

    /** What the products come from. */
    interface Products {
        Mono<Product> find(long id);
    }

    record Product(String name) {}

    static ReactiveCache<Long, Product> watched(
            Products products, MeterRegistry meters, ObservationRegistry observations) {
        // tag::watched[]
        ReactiveCache<Long, Product> cache = ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .loader(products::find)
                .metrics(MicrometerCacheMetrics.of(meters))
                .observer(MicrometerCacheObserver.of(observations))
                .build();
        // end::watched[]
        return cache;
    }

    static Mono<String> slow(ReactiveCache<Long, Product> cache) {
        // tag::stats[]
        Mono<String> slow = cache.stats()
                .filter(stats -> stats.loadTimes().p99().compareTo(Duration.ofMillis(200)) > 0)
                .map(stats -> "of " + stats.loads() + " loads one in a hundred took "
                        + stats.loadTimes().p99());
        // end::stats[]
        return slow;
    }
}
