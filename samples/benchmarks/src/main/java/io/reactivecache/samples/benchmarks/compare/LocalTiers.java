package io.reactivecache.samples.benchmarks.compare;

import com.alicp.jetcache.Cache;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.samples.benchmarks.compare.Footprint.Tier;
import io.reactivecache.samples.benchmarks.compare.peer.JetCaches;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.caffeine.CaffeineCache;
import reactor.core.publisher.Mono;

/** The local tiers whose memory is compared, each with room for more than it gets, and with entries that expire. */
final class LocalTiers {

    /** Caffeine makes what it estimates frequencies with when a cache is half full: all of them are fuller. */
    private static final int ROOM = Footprint.ENTRIES * 5 / 4;

    private static final Duration KEPT = Duration.ofHours(1);

    private LocalTiers() {}

    /** A tier that is filled one by one. */
    record OneByOne(BiConsumer<Long, String> put, Function<Long, @Nullable String> get, Runnable end) implements Tier {

        @Override
        public void fill(Long[] keys, String[] values) {
            for (int at = 0; at < keys.length; at++) {
                put.accept(keys[at], values[at]);
            }
        }

        @Override
        public @Nullable String read(Long key) {
            return get.apply(key);
        }

        @Override
        public void close() {
            end.run();
        }
    }

    /** The cache, without a loader: what is read is there. */
    static Tier ours() {
        ReactiveCache<Long, String> cache = ReactiveCaches.builder("footprint")
                .keys(Long.class)
                .values(String.class)
                .maximumSize(ROOM)
                .ttl(KEPT)
                .build();
        return new OneByOne(
                (key, value) -> cache.get(key, missing -> Mono.just(value)).block(),
                key -> cache.get(key).block(),
                () -> cache.close().block());
    }

    /** Caffeine. */
    static Tier caffeine() {
        AsyncCache<Long, String> cache = caffeineOf().buildAsync();
        return new OneByOne(
                (key, value) -> cache.put(key, CompletableFuture.completedFuture(value)),
                cache.synchronous()::getIfPresent,
                () -> {});
    }

    /** Spring's cache over Caffeine, asynchronous. */
    static Tier spring() {
        CaffeineCache cache = new CaffeineCache("footprint", caffeineOf().buildAsync(), false);
        return new OneByOne(cache::put, key -> cache.get(key, String.class), () -> {});
    }

    /** The local tier of JetCache, with its keys as they are. */
    static Tier jetCache() {
        Cache<Long, String> cache = JetCaches.local(ROOM);
        return new OneByOne(cache::put, cache::get, cache::close);
    }

    private static Caffeine<Object, Object> caffeineOf() {
        return Caffeine.newBuilder().maximumSize(ROOM).expireAfterWrite(KEPT);
    }
}
