package io.reactivecache.internal.read;

import io.reactivecache.spi.HotKeys;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells of reads, so that hot keys are found: of every one that misses, and of one hit in 64, drawn at random, as 64. So a hit
 * costs no more than the draw, and hits and misses weigh the same.
 */
public final class HotReads<K> {

    private static final int ONE_IN = 64;

    private final @Nullable HotKeys<K> keys;
    private final IntSupplier random;

    /**
     * Reads of a cache.
     *
     * @param keys who is told; nobody if {@code null}
     */
    public HotReads(@Nullable HotKeys<K> keys) {
        this(keys, () -> ThreadLocalRandom.current().nextInt());
    }

    HotReads(@Nullable HotKeys<K> keys, IntSupplier random) {
        this.keys = keys;
        this.random = random;
    }

    void hit(K key) {
        if (keys != null && (random.getAsInt() & ONE_IN - 1) == 0) {
            keys.record(key, ONE_IN);
        }
    }

    void miss(K key) {
        if (keys != null) {
            keys.record(key, 1);
        }
    }

    /** True if the value of a key is to be refreshed early: all are where nobody finds the hot ones. */
    boolean isWorthRefreshing(K key) {
        return keys == null || keys.isHot(key);
    }
}
