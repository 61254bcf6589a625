package io.reactivecache.operator;

import io.reactivecache.BulkAnswer;
import io.reactivecache.BulkResult;
import io.reactivecache.CacheReads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** Reads keys batch by batch and answers them in their order. The next batch is read when this one's answers are taken. */
final class OrderedReads<K, V> {

    private static final int MOST_KEYS = 100_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final CacheReads<K, V> cache;
    private final int maxKeys;
    private final Duration maxWait;

    OrderedReads(CacheReads<K, V> cache, int maxKeys, Duration maxWait) {
        this.cache = Objects.requireNonNull(cache, "cache");
        this.maxKeys = maxKeys;
        this.maxWait = Objects.requireNonNull(maxWait, "maxWait");
        check(maxKeys >= 1 && maxKeys <= MOST_KEYS, "maxKeys", maxKeys, "1 to " + MOST_KEYS);
        check(!maxWait.isNegative() && !maxWait.isZero(), "maxWait", maxWait, "> 0");
        check(maxWait.compareTo(LONGEST) <= 0, "maxWait", maxWait, "<= " + LONGEST);
    }

    Flux<BulkAnswer<K, V>> answers(Flux<K> keys) {
        return keys.bufferTimeout(maxKeys, maxWait, true).concatMap(this::read, 0);
    }

    private Flux<BulkAnswer<K, V>> read(List<K> batch) {
        return cache.getAll(batch).flatMapIterable(found -> answers(batch, found));
    }

    private List<BulkAnswer<K, V>> answers(List<K> batch, BulkResult<K, V> found) {
        return batch.stream().map(key -> answer(key, found)).toList();
    }

    private BulkAnswer<K, V> answer(K key, BulkResult<K, V> found) {
        return new BulkAnswer<>(
                key,
                Optional.ofNullable(found.values().get(key)),
                Optional.ofNullable(found.failures().get(key)));
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
