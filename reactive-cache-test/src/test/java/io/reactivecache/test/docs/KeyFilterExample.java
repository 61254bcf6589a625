package io.reactivecache.test.docs;

import io.reactivecache.guava.BloomKeyFilter;
import io.reactivecache.redis.RedisKeyFilter;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.KeyFilter;
import reactor.core.publisher.Mono;

/** Key filters, as docs/key-filter.md shows them. */
final class KeyFilterExample {

    private KeyFilterExample() {}

    static KeyFilter inThisProcess() {
        // tag::guava[]
        KeyFilter filter = BloomKeyFilter.of(1_000_000, 0.01);
        // end::guava[]
        return filter;
    }

    static Mono<KeyFilter> inRedis(RedisRemoteStore redis) {
        // tag::redis[]
        Mono<KeyFilter> filter = RedisKeyFilter.on(redis, "products", 1_000_000, 0.01)
                .cast(KeyFilter.class)
                .switchIfEmpty(Mono.fromSupplier(() -> BloomKeyFilter.of(1_000_000, 0.01)));
        // end::redis[]
        return filter;
    }
}
