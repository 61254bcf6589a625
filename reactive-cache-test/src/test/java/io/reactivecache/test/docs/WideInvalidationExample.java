package io.reactivecache.test.docs;

import io.reactivecache.CacheInvalidations;
import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Invalidation;
import io.reactivecache.InvalidationListener;
import io.reactivecache.LoadResult;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.Announcement;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import java.util.List;
import java.util.Set;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Invalidating many entries at once, as docs/wide-invalidation.md, docs/outbox.md and docs/hooks.md show it. */
final class WideInvalidationExample {

    private WideInvalidationExample() {}

    static ReactiveCache<String, Product> tagged(Products products, RemoteStore redis, InvalidationLog log) {
        // tag::tags[]
        ReactiveCache<String, Product> cache = ReactiveCaches.builder("products")
                .keys(String.class)
                .values(Product.class)
                .entryLoader(request -> products.find(request.key())
                        .map(product -> LoadResult.of(product)
                                .tags(Set.of("brand:" + product.brand(), "shelf:" + product.shelf()))))
                .remote(redis)
                .log(log)
                .build();
        // end::tags[]
        return cache;
    }

    static Mono<Void> invalidated(ReactiveCache<String, Product> cache) {
        // tag::invalidate[]
        Mono<?> brand = cache.invalidateTag("brand:acme");
        Mono<?> customer = cache.invalidatePrefix("customer:42:");
        Mono<?> drafts = cache.invalidatePattern("*:draft-??");
        Mono<?> everything = cache.clear();
        // end::invalidate[]
        return Mono.when(brand, customer, drafts, everything);
    }

    static Mono<Long> expired(ReactiveCache<String, Product> cache) {
        // tag::expire[]
        Mono<Long> removed = cache.expireTag("shelf:7").then(cache.reclaim());
        // end::expire[]
        return removed;
    }

    static ReactiveCache<String, Product> queueing(Products products, InvalidationLog log) {
        // tag::outbox[]
        ReactiveCache<String, Product> cache = ReactiveCaches.builder("products")
                .keys(String.class)
                .values(Product.class)
                .loader(products::find)
                .log(log)
                .settings(settings -> settings.log(
                        more -> more.announcement(Announcement.QUEUE).maxQueued(10_000)))
                .build();
        // end::outbox[]
        return cache;
    }

    static InvalidationListener<String> listener() {
        // tag::listener[]
        InvalidationListener<String> variants = new InvalidationListener<>() {
            @Override
            public Publisher<Invalidation<String>> before(Invalidation<String> invalidation) {
                return Flux.fromIterable(invalidation
                        .key()
                        .map(key ->
                                List.of(Invalidation.<String>where(EntryPredicate.prefix(key + "/"), Effect.REMOVE)))
                        .orElse(List.of()));
            }
        };
        // end::listener[]
        return variants;
    }

    static Flux<String> watched(ReactiveCache<String, Product> cache) {
        // tag::events[]
        Flux<String> lines = cache.events().map(event -> "something was " + event.type());
        // end::events[]
        return lines;
    }

    static Mono<?> named(ReactiveCache<String, Product> cache, String user) {
        // tag::who[]
        Mono<?> cleared = cache.clear().contextWrite(context -> context.put(CacheInvalidations.WHO, user));
        // end::who[]
        return cleared;
    }

    /** Where products come from. */
    interface Products {

        Mono<Product> find(String id);
    }

    /** A product. */
    record Product(String brand, int shelf) {}
}
