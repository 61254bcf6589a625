package io.reactivecache.internal.tier;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.spi.CacheMeter;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cache in this process, and with it the table of flights: under a key there is a {@link Slot}, which is a load in
 * progress until it lands. Because both live in one map, removing a key takes its entry and detaches its load in one
 * step, and no load can put back what was removed while it ran.
 *
 * <p>Caffeine keeps house on the threads that write. Left to another thread it could fall behind, and writers, event loops
 * among them, would have to wait for it.
 */
public final class LocalTier<K, V> {

    private final AsyncCache<K, Entry<V>> slots;
    private final CoarseClock clock;
    private final Counters counters;
    private volatile boolean closed;

    /**
     * An empty tier.
     *
     * @param sizer gives the bytes of a value; used only if the tier is bounded by bytes
     */
    public LocalTier(CacheConfig config, ToIntFunction<? super V> sizer, InstantSource clock, Counters counters) {
        this.clock = new CoarseClock(clock);
        this.counters = counters;
        Caffeine<Object, Object> builder =
                Caffeine.newBuilder().ticker(this.clock).executor(Runnable::run);
        this.slots = LocalTier.<K, V>bounded(builder, config, sizer)
                .expireAfter(new EntryExpiry<K, V>(idle(config)))
                .evictionListener(this::evicted)
                .buildAsync();
    }

    private static long idle(CacheConfig config) {
        long nanos = config.ttl().idle().toNanos();
        return nanos == 0 ? Long.MAX_VALUE : nanos;
    }

    private static <K, V> Caffeine<K, Entry<V>> bounded(
            Caffeine<Object, Object> builder, CacheConfig config, ToIntFunction<? super V> sizer) {
        if (config.local().maximumBytes() == Long.MAX_VALUE) {
            return retyped(builder.maximumSize(config.local().maximumSize()));
        }
        return builder.maximumWeight(config.local().maximumBytes()).weigher(new EntryWeigher<K, V>(sizer));
    }

    @SuppressWarnings("unchecked") // nothing typed was set yet
    private static <K, V> Caffeine<K, Entry<V>> retyped(Caffeine<Object, Object> builder) {
        return (Caffeine<K, Entry<V>>) (Caffeine<?, ?>) builder;
    }

    /** The time in milliseconds, by which entries are fresh, stale or over. */
    public long now() {
        return clock.millis();
    }

    /** The slot of a key, if there is one. What is idle ends by the time that was last read by {@link #now()}. */
    public @Nullable Slot<V> find(K key) {
        return (Slot<V>) slots.getIfPresent(key);
    }

    /** The slot of a key; if there is none, the given one from now on. */
    public Slot<V> claim(K key, Slot<V> free) {
        clock.exact();
        Slot<V> claimed = (Slot<V>) slots.get(key, (absent, executor) -> free);
        leaveIfClosed(key, claimed);
        return claimed;
    }

    /** Puts a slot in place of another one, unless that is no longer the key's. Tells whether it did. */
    public boolean replace(K key, Slot<V> old, Slot<V> free) {
        return slots.asMap().replace(key, old, free);
    }

    /** Removes a key and detaches its load, whatever their stamps. */
    public void remove(K key) {
        detached(slots.asMap().remove(key));
    }

    /** Takes a slot out if it is still in. */
    public void remove(K key, Slot<V> slot) {
        slots.asMap().remove(key, slot);
    }

    /**
     * Removes a key if its entry is older than the record at this position, and detaches its load; a load that takes the
     * place of the entry meanwhile as well, since it would bring that entry back if it failed.
     */
    public void removeOlder(K key, Position record) {
        CompletableFuture<Entry<V>> slot = slots.asMap().get(key);
        while (slot != null && isOlder(slot, record)) {
            if (slots.asMap().remove(key, slot)) {
                detached(slot);
                return;
            }
            slot = slots.asMap().get(key);
        }
    }

    /** Keeps an entry in place of an older one, and detaches a load of the key. */
    public void keep(K key, Entry<V> entry) {
        Position stamp = entry.stamp().orElseThrow();
        Slot<V> kept = Slot.of(entry);
        clock.exact();
        slots.asMap().compute(key, (same, slot) -> {
            if (slot != null && !isOlder(slot, stamp)) {
                return slot;
            }
            detach(slot);
            return kept;
        });
        leaveIfClosed(key, kept);
    }

    /** Removes everything and detaches all loads. */
    public void clear() {
        slots.asMap().values().forEach(LocalTier::detach);
        slots.synchronous().invalidateAll();
    }

    private void detached(@Nullable CompletableFuture<Entry<V>> slot) {
        if (slot != null) {
            detach(slot);
            counters.count(CacheMeter.LOCAL_INVALIDATED);
        }
    }

    private static <V> void detach(@Nullable CompletableFuture<Entry<V>> slot) {
        if (slot != null) {
            ((Slot<V>) slot).detach();
        }
    }

    /** Removes everything, and from now on whatever comes. */
    public void close() {
        closed = true;
        clear();
    }

    private void leaveIfClosed(K key, Slot<V> slot) {
        if (closed) {
            remove(key, slot);
        }
    }

    /** The number of entries and loads here, estimated. */
    public long size() {
        return slots.synchronous().estimatedSize();
    }

    private static <V> boolean isOlder(CompletableFuture<Entry<V>> slot, Position record) {
        Entry<V> entry = slot.isDone() ? slot.getNow(null) : null;
        return entry == null || entry.isOlderThan(record);
    }

    private void evicted(@Nullable K key, @Nullable Entry<V> entry, RemovalCause cause) {
        counters.count(cause == RemovalCause.EXPIRED ? CacheMeter.LOCAL_EXPIRED : CacheMeter.LOCAL_EVICTED);
    }
}
