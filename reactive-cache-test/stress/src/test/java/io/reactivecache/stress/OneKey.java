package io.reactivecache.stress;

import io.reactivecache.CacheLoader;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** A cache for all tests of one JVM; each has a key of its own, and removes it in the end. */
final class OneKey {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicLong KEYS = new AtomicLong();
    private static final Map<Long, Integer> ROWS = new ConcurrentHashMap<>();
    private static final ReactiveCache<Long, Integer> CACHE = ReactiveCaches.builder("stress")
            .keys(Long.class)
            .values(Integer.class)
            .loader(key -> Mono.fromSupplier(() -> ROWS.get(key)))
            .writer((key, value) -> Mono.fromRunnable(() -> ROWS.put(key, value)))
            .maximumSize(1_000_000)
            .build();

    private OneKey() {}

    static long next() {
        return KEYS.incrementAndGet();
    }

    static int read(long key) {
        return Objects.requireNonNull(CACHE.get(key).block(LIMIT));
    }

    static int read(long key, CacheLoader<Long, Integer> loader) {
        return Objects.requireNonNull(CACHE.get(key, loader).block(LIMIT));
    }

    static void write(long key, int value) {
        CACHE.put(key, value).block(LIMIT);
    }

    static int removeRow(long key) {
        return Objects.requireNonNull(ROWS.remove(key));
    }

    static void forget(long key) {
        CACHE.invalidate(key).block(LIMIT);
    }
}
