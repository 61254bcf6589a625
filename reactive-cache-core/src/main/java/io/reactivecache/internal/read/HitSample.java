package io.reactivecache.internal.read;

import io.reactivecache.spi.HotKeys;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/**
 * Tells of reads: of every miss, and of one local hit in 64, drawn at random, as 64. So a hit costs no more than the draw, and
 * hits and misses weigh the same.
 */
public final class HitSample<K> {

    private static final int ONE_IN = 64;

    private final HotKeys<? super K> hotKeys;
    private final IntSupplier random;

    public HitSample(HotKeys<? super K> hotKeys) {
        this(hotKeys, () -> ThreadLocalRandom.current().nextInt());
    }

    HitSample(HotKeys<? super K> hotKeys, IntSupplier random) {
        this.hotKeys = hotKeys;
        this.random = random;
    }

    /** Tells of a read the local tier answered, perhaps. */
    public void hit(K key) {
        if ((random.getAsInt() & ONE_IN - 1) == 0) {
            hotKeys.record(key, ONE_IN);
        }
    }

    /** Tells of a read the local tier could not answer. */
    public void miss(K key) {
        hotKeys.record(key, 1);
    }
}
