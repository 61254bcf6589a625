package io.reactivecache.test.docs;

import io.reactivecache.ReactiveCache;
import reactor.core.publisher.Mono;

/** What an application has made of a cache: the code under test of docs/testing.md. */
record Labels(ReactiveCache<Long, String> prices) {

    Mono<String> label(long product) {
        return prices.get(product).map(price -> price + " EUR").defaultIfEmpty("not for sale");
    }
}
