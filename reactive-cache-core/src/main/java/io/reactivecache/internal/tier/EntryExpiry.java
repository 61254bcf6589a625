package io.reactivecache.internal.tier;

import com.github.benmanes.caffeine.cache.Expiry;
import io.reactivecache.internal.entry.Entry;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Ends each entry at its own time. Reading does not prolong it. */
final class EntryExpiry<K, V> implements Expiry<K, Entry<V>> {

    private final InstantSource clock;

    EntryExpiry(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long expireAfterCreate(K key, Entry<V> entry, long now) {
        return TimeUnit.MILLISECONDS.toNanos(Math.max(0, entry.expires() - clock.millis()));
    }

    @Override
    public long expireAfterUpdate(K key, Entry<V> entry, long now, long remaining) {
        return expireAfterCreate(key, entry, now);
    }

    @Override
    public long expireAfterRead(K key, Entry<V> entry, long now, long remaining) {
        return remaining;
    }
}
