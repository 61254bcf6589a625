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
import java.util.concurrent.TimeUnit;
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
    private final Counters counters;
    private volatile boolean closed;

    /**
     * An empty tier.
     *
     * @param sizer gives the bytes of a value; used only if the tier is bounded by bytes
     */
    public LocalTier(CacheConfig config, ToIntFunction<? super V> sizer, InstantSource clock, Counters counters) {
        this.counters = counters;
        Caffeine<Object, Object> builder = Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run);
        this.slots = LocalTier.<K, V>bounded(builder, config, sizer)
                .expireAfter(new EntryExpiry<K, V>(clock))
                .evictionListener(this::evicted)
                .buildAsync();
    }

    private static <K, V> Caffeine<K, Entry<V>> bounded(
            Caffeine<Object, Object> builder, CacheConfig config, ToIntFunction<? super V> sizer) {
        if (config.local().maximumBytes() == Long.MAX_VALUE) {
            return retyped(builder.maximumSize(config.local().maximumSize()));
        }
        return builder.maximumWeight(config.local().maximumBytes())
                .weigher((K key, Entry<V> entry) -> sizer.applyAsInt(entry.value()));
    }

    @SuppressWarnings("unchecked") // nothing typed was set yet
    private static <K, V> Caffeine<K, Entry<V>> retyped(Caffeine<Object, Object> builder) {
        return (Caffeine<K, Entry<V>>) (Caffeine<?, ?>) builder;
    }

    /** The entry of a key, if it is here and its time is not over. */
    public @Nullable Entry<V> find(K key) {
        CompletableFuture<Entry<V>> slot = slots.getIfPresent(key);
        return slot == null || !slot.isDone() ? null : slot.getNow(null);
    }

    /** The slot of a key; if there is none, the given one from now on. */
    public Slot<V> claim(K key, Slot<V> free) {
        Slot<V> claimed = (Slot<V>) slots.get(key, (absent, executor) -> free);
        leaveIfClosed(key, claimed);
        return claimed;
    }

    /** Removes a key and detaches its load, whatever their stamps. */
    public void remove(K key) {
        if (slots.asMap().remove(key) != null) {
            counters.count(CacheMeter.LOCAL_INVALIDATED);
        }
    }

    /** Takes a slot out if it is still in. */
    public void remove(K key, Slot<V> slot) {
        slots.asMap().remove(key, slot);
    }

    /** Removes a key if its entry is older than the record at this position, and detaches its load. */
    public void removeOlder(K key, Position record) {
        CompletableFuture<Entry<V>> slot = slots.asMap().get(key);
        if (slot != null && isOlder(slot, record) && slots.asMap().remove(key, slot)) {
            counters.count(CacheMeter.LOCAL_INVALIDATED);
        }
    }

    /** Keeps an entry in place of an older one, and detaches a load of the key. */
    public void keep(K key, Entry<V> entry) {
        Position stamp = entry.stamp().orElseThrow();
        Slot<V> kept = Slot.of(entry);
        slots.asMap().compute(key, (same, slot) -> slot != null && !isOlder(slot, stamp) ? slot : kept);
        leaveIfClosed(key, kept);
    }

    /** Removes everything and detaches all loads. */
    public void clear() {
        slots.synchronous().invalidateAll();
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
