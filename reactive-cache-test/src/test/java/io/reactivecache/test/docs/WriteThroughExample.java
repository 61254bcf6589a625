package io.reactivecache.test.docs;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.BulkWriteResult;
import io.reactivecache.CacheWrites;
import io.reactivecache.ConditionalCacheWriter;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOrder;
import io.reactivecache.Written;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Writes, as docs/write-through.md shows them. */
final class WriteThroughExample {

    private WriteThroughExample() {}

    static ReactiveCache<Long, Integer> stock(Stock database, RemoteStore redis, InvalidationLog log) {
        // tag::example[]
        ReactiveCache<Long, Integer> stock = ReactiveCaches.builder("stock")
                .keys(Long.class)
                .values(Integer.class)
                .loader(database::find)
                .writer(database)
                .bulkWriter(database)
                .remote(redis)
                .log(log)
                .build();
        // end::example[]
        return stock;
    }

    static Mono<Written<Integer>> take(ReactiveCache<Long, Integer> stock, Long product) {
        // tag::compute[]
        Mono<Written<Integer>> taken = stock.compute(
                product,
                there -> there.filter(pieces -> pieces > 0)
                        .map(pieces -> Mono.just(pieces - 1))
                        .orElseGet(() -> Mono.error(new IllegalStateException("sold out"))));
        // end::compute[]
        return taken;
    }

    static Mono<BulkWriteResult<Long>> options(ReactiveCache<Long, Integer> stock, Map<Long, Integer> delivery) {
        // tag::options[]
        CacheWrites<Long, Integer> seasonal = stock.with(WriteOptions.none()
                .ttl(Duration.ofHours(1))
                .tags("season")
                .order(WriteOrder.CACHE_FIRST)
                .turnTimeout(Duration.ofSeconds(2)));
        Mono<BulkWriteResult<Long>> stored = seasonal.putAll(delivery);
        // end::options[]
        return stored;
    }

    /** A table that can compare before it writes. */
    interface Stock extends ConditionalCacheWriter<Long, Integer>, BulkCacheWriter<Long, Integer> {

        Mono<Integer> find(Long product);

        @Override
        Mono<Boolean> writeIf(Long product, Optional<Integer> expected, Optional<Integer> next);
    }
}
