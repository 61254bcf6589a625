package io.reactivecache.test.docs;

import io.reactivecache.BulkAnswer;
import io.reactivecache.BulkResult;
import io.reactivecache.LoadResult;
import io.reactivecache.Lookup;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.WarmOptions;
import io.reactivecache.WarmOptions.Priority;
import io.reactivecache.WarmProgress;
import io.reactivecache.WarningContextAuditor;
import io.reactivecache.builder.CachePolicies;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.Preset;
import io.reactivecache.config.WhenAbandoned;
import io.reactivecache.spi.RemoteStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The examples of the pages on reading. */
final class ReadPathExample {

    private ReadPathExample() {}

    record Product(String name, boolean onSale) {}

    /** Where products come from. */
    interface Products {
        Mono<Product> find(long id);

        Mono<Map<Long, Product>> findAll(Set<Long> ids);

        Flux<Long> ids();
    }

    /** What a shop that is asked over HTTP answers. */
    record Response(boolean notModified, Product product, String etag, boolean found) {}

    /** A shop that is asked over HTTP. */
    interface Shop {
        Mono<Response> get(long id, Optional<String> etag);
    }

    static ReactiveCache<Long, Product> flights(Products products) {
        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .flight(flight -> flight.maxLoadTime(Duration.ofSeconds(10))
                        .hardTimeout(Duration.ofSeconds(2))
                        .waitTimeout(Duration.ofSeconds(1))
                        .whenAbandoned(WhenAbandoned.CANCEL)
                        .maxFlights(10_000))
                .contextAuditor(new WarningContextAuditor())
                .loader(products::find)
                .build();
    }

    static ReactiveCache<Long, Product> freshness(Products products) {
        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .ttl(ttl -> ttl.local(Duration.ofMinutes(1))
                        .remote(Duration.ofHours(1))
                        .jitter(0.1)
                        .idle(Duration.ofSeconds(30)))
                .loader(products::find)
                .build();
    }

    static ReactiveCache<Long, Product> adaptive(Shop shop) {
        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .entryLoader(request -> shop.get(
                                request.key(), request.previous().flatMap(old -> old.validator()))
                        .map(response -> {
                            if (response.notModified()) {
                                return LoadResult.notModified();
                            }
                            if (!response.found()) {
                                return LoadResult.<Product>absent().ttl(Duration.ofSeconds(30));
                            }
                            Product product = response.product();
                            return LoadResult.of(product)
                                    .ttl(product.onSale() ? Duration.ofSeconds(10) : Duration.ofMinutes(10))
                                    .validator(response.etag());
                        }))
                .build();
    }

    static Mono<Product> options(ReactiveCache<Long, Product> cache, long id, Position written) {
        Mono<Product> anew = cache.with(ReadOptions.none().refresh()).get(id);
        Mono<Product> whateverIsHere =
                cache.with(ReadOptions.none().localOnly()).get(id);
        Mono<Product> noOlderThanMyWrite =
                cache.with(ReadOptions.none().notBefore(written)).get(id);
        Mono<Product> inAHurry = cache.with(
                        ReadOptions.none().timeout(Duration.ofMillis(50)).staleIfError(Duration.ofDays(1)))
                .get(id);
        return anew.or(whateverIsHere).or(noOlderThanMyWrite).or(inAHurry);
    }

    static ReactiveCache<Long, Product> stale(Products products) {
        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .ttl(Duration.ofMinutes(1))
                .stale(stale -> stale.max(Duration.ofHours(1))
                        .revalidate(Duration.ofSeconds(10))
                        .throttle(Duration.ofSeconds(5))
                        .eager(0.8)
                        .early(1))
                .flight(flight -> flight.softTimeout(Duration.ofMillis(200)).hardTimeout(Duration.ofSeconds(2)))
                .defaultValue(id -> Optional.of(new Product("not available", false)))
                .loader(products::find)
                .build();
    }

    static Mono<Lookup<Product>> explained(ReactiveCache<Long, Product> cache, long id) {
        return cache.lookup(id)
                .doOnNext(found -> System.out.println(found.source() + " " + found.freshness() + " " + found.age()));
    }

    static ReactiveCache<Long, Product> absence(Products products) {
        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .ttl(ttl -> ttl.absent(Duration.ofSeconds(30)))
                .loader(products::find)
                .build();
    }

    static Mono<BulkResult<Long, Product>> bulk(Products products) {
        ReactiveCache<Long, Product> cache = ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .bulkLoader(products::findAll)
                .build();

        Mono<BulkResult<Long, Product>> some = cache.getAll(List.of(1L, 2L, 3L));
        Flux<BulkAnswer<Long, Product>> all = cache.getAll(products.ids());
        return all.then(some);
    }

    static Flux<WarmProgress> warm(Products products) {
        ReactiveCache<Long, Product> cache = ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(Product.class)
                .allKeys(products::ids)
                .loader(products::find)
                .build();

        Flux<WarmProgress> few = cache.warm(Flux.just(1L, 2L, 3L));
        Flux<WarmProgress> all = cache.warmAll(
                WarmOptions.defaults().concurrency(64).priority(Priority.LOW).inBackground());
        return few.concatWith(all);
    }

    static ReactiveCache<Long, Product> policies(RemoteStore redis, Products products) {
        CachePolicies policies = CachePolicies.of(Preset.PROD)
                .all(cache -> cache.remote(redis))
                .namespace("shop", cache -> cache.ttl(Duration.ofMinutes(5)))
                .namespace("shop:products", cache -> cache.maximumSize(100_000));

        ReactiveCache<Long, Product> cache = ReactiveCaches.builder("shop:products", policies)
                .keys(Long.class)
                .values(Product.class)
                .loader(products::find)
                .build();
        return cache;
    }
}
