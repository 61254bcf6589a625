package io.reactivecache.test.docs;

import static io.reactivecache.operator.CacheOperators.cachedFlux;
import static io.reactivecache.operator.CacheOperators.readAll;
import static io.reactivecache.operator.CacheOperators.readAllInOrder;
import static io.reactivecache.operator.CacheOperators.readThrough;

import io.reactivecache.BulkAnswer;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.operator.StaleIfError;
import io.reactivecache.spi.RemoteStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Caches in chains, as docs/operators.md shows them. */
final class OperatorsExample {

    private OperatorsExample() {}

    record Product(String name) {}

    record Rates(double dollar) {}

    /** Where products come from. */
    interface Products {
        Mono<Product> find(long id);

        Flux<Product> of(String category);
    }

    /** Where the rates of the day come from. */
    interface Bank {
        Mono<Rates> today();
    }

    static Mono<Product> one(Products products, ReactiveCache<Long, Product> cache, long id) {
        return products.find(id).transform(readThrough(cache, id));
    }

    static Flux<Product> category(Products products, RemoteStore redis) {
        ReactiveCache<String, List<Product>> cache = ReactiveCaches.builder("categories")
                .keys(String.class)
                .values(JsonCodec.of(new TypeReference<List<Product>>() {}))
                .remote(redis)
                .loader(category -> products.of(category).collectList())
                .build();

        Flux<Product> books = products.of("books").transform(cachedFlux(cache, "books", 1_000));
        return books;
    }

    static Flux<BulkAnswer<Long, Product>> many(ReactiveCache<Long, Product> cache, Flux<Long> ids) {
        Flux<BulkAnswer<Long, Product>> asTheyAreFound = ids.transform(readAll(cache));
        Flux<BulkAnswer<Long, Product>> asTheyWereAskedFor = ids.transform(readAllInOrder(cache));
        return asTheyAreFound.concatWith(asTheyWereAskedFor);
    }

    static final class Exchange {

        private final Bank bank;
        private final StaleIfError<Rates> lastRates = StaleIfError.<Rates>builder(Duration.ofHours(1))
                .throttle(Duration.ofSeconds(5))
                .failures(error -> error instanceof IOException)
                .build();

        Exchange(Bank bank) {
            this.bank = bank;
        }

        Mono<Rates> rates() {
            return bank.today().transform(lastRates);
        }
    }

    /** What {@code CacheMono} and {@code Mono.cache} were used for. */
    static final class Former {

        private final ReactiveCache<Long, Product> products;
        private final ReactiveCache<String, Rates> rates;

        Former(Products products, Bank bank) {
            this.products = ReactiveCaches.builder("products")
                    .keys(Long.class)
                    .values(Product.class)
                    .maximumSize(10_000)
                    .ttl(Duration.ofMinutes(5))
                    .loader(products::find)
                    .build();
            this.rates = ReactiveCaches.builder("rates")
                    .keys(String.class)
                    .values(Rates.class)
                    .ttl(Duration.ofMinutes(1))
                    .loader(day -> bank.today())
                    .build();
        }

        Mono<Product> product(long id) {
            return products.get(id);
        }

        Mono<Rates> rates() {
            return rates.get("today");
        }
    }
}
