package io.reactivecache.internal.read;

import io.reactivecache.spi.HotKeys;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Tells of reads, so that hot keys are found: of every one that misses, and of one in 64 that hit. */
public final class HotReads<K> {

    private static final int SAMPLE = 64;

    private final @Nullable HotKeys<K> keys;

    /**
     * Reads of a cache.
     *
     * @param keys who is told; nobody if {@code null}
     */
    public HotReads(@Nullable HotKeys<K> keys) {
        this.keys = keys;
    }

    void hit(K key) {
        if (keys != null && ThreadLocalRandom.current().nextInt(SAMPLE) == 0) {
            keys.record(key, SAMPLE);
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
