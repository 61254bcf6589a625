package io.reactivecache.internal.tier;

import com.github.benmanes.caffeine.cache.Expiry;
import io.reactivecache.internal.entry.Entry;
import java.util.concurrent.TimeUnit;

/**
 * Gives up each entry when it may not be answered any more, or when nobody has read it for the idle time. A read is noted
 * only once a part of that time has passed, so that readers of one key do not write to it each time.
 */
final class EntryExpiry<K, V> implements Expiry<K, Entry<V>> {

    private static final int PARTS = 32;

    private final long idle;

    /**
     * An expiry.
     *
     * @param idle in nanoseconds; {@link Long#MAX_VALUE} if reads do not matter
     */
    EntryExpiry(long idle) {
        this.idle = idle;
    }

    @Override
    public long expireAfterCreate(K key, Entry<V> entry, long now) {
        long end = TimeUnit.MILLISECONDS.toNanos(entry.staleUntil());
        return Math.min(idle, Math.max(0, end - now));
    }

    @Override
    public long expireAfterUpdate(K key, Entry<V> entry, long now, long remaining) {
        return expireAfterCreate(key, entry, now);
    }

    @Override
    public long expireAfterRead(K key, Entry<V> entry, long now, long remaining) {
        boolean noted = idle == Long.MAX_VALUE || remaining > idle - idle / PARTS;
        return noted ? remaining : expireAfterCreate(key, entry, now);
    }
}
