package io.reactivecache.test.docs;

import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.WhenIsolated;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** How old an answer may be, as docs/bounded-staleness.md shows it. */
final class StalenessExample {

    private StalenessExample() {}

    static ReactiveCache<Long, String> prices(Prices database, RemoteStore redis, InvalidationLog log) {
        // tag::example[]
        ReactiveCache<Long, String> prices = ReactiveCaches.builder("prices")
                .keys(Long.class)
                .values(String.class)
                .loader(database::price)
                .remote(redis)
                .log(log)
                .maxStaleness(Duration.ofSeconds(2))
                .staleness(staleness -> staleness.whenIsolated(WhenIsolated.BYPASS))
                .build();
        // end::example[]
        return prices;
    }

    static Mono<String> readYourWrite(ReactiveCache<Long, String> prices) {
        // tag::position[]
        Mono<String> seen = prices.put(7L, "9.99")
                .map(position -> ReadOptions.none().notBefore(position, Duration.ofMillis(200)))
                .flatMap(options -> prices.with(options).get(7L));
        // end::position[]
        return seen;
    }

    /** Where prices come from. */
    interface Prices {

        Mono<String> price(Long id);
    }
}
