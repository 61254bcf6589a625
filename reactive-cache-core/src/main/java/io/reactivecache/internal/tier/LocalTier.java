package io.reactivecache.internal.tier;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.reactivecache.CacheEvent;
import io.reactivecache.Effect;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.CacheMeter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The cache in this process, and with it the table of flights: under a key there is a {@link Slot}, which is a load in
 * progress until it lands. Because both live in one map, removing a key takes its entry and detaches its load in one
 * step, and no load can put back what was removed while it ran.
 *
 * <p>Caffeine keeps house on the threads that write. Left to another thread it could fall behind, and writers, event loops
 * among them, would have to wait for it.
 */
public final class LocalTier<K, V> {

    private static final int SWEPT_AT_ONCE = 1_000;

    private final AsyncCache<K, Entry<V>> slots;
    private final Policy<K, Entry<V>> quietly;
    private final Judge<K> judge;
    private final CoarseClock clock;
    private final Counters counters;
    private final CacheEvents<K> events;
    private final PendingValues<K, V> pending;
    private volatile boolean closed;

    /**
     * An empty tier.
     *
     * @param pending values that stand in for its entries
     * @param sizer gives the bytes of a value; used only if the tier is bounded by bytes
     * @param markers the wide invalidations its entries may be meant by
     * @param encode gives a key as it is written down
     */
    public LocalTier(
            CacheConfig config,
            PendingValues<K, V> pending,
            ToIntFunction<? super V> sizer,
            Markers markers,
            Function<K, String> encode,
            InstantSource clock,
            Counters counters,
            CacheEvents<K> events) {
        this.judge = new Judge<>(markers, encode);
        this.pending = pending;
        this.clock = new CoarseClock(clock);
        this.counters = counters;
        this.events = events;
        Caffeine<Object, Object> builder =
                Caffeine.newBuilder().ticker(this.clock).executor(Runnable::run);
        this.slots = LocalTier.<K, V>bounded(builder, config, sizer)
                .expireAfter(new EntryExpiry<K, V>(idle(config)))
                .evictionListener(this::evicted)
                .buildAsync();
        this.quietly = slots.synchronous().policy();
    }

    /** An empty tier for whose entries nothing stands in. */
    public LocalTier(
            CacheConfig config,
            ToIntFunction<? super V> sizer,
            Markers markers,
            Function<K, String> encode,
            InstantSource clock,
            Counters counters,
            CacheEvents<K> events) {
        this(config, key -> null, sizer, markers, encode, clock, counters, events);
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

    /**
     * The entry of a key, if there is a valid one. Caffeine hears of the first 16 hits of an entry in each millisecond, as one
     * that it hears of costs several times as much: it counts no further than 15.
     *
     * @param now as just given by {@link #now()}
     */
    public @Nullable Entry<V> entry(K key, long now) {
        Entry<V> again = quietly.getIfPresentQuietly(key);
        return again != null && again.isNotedOften(now, judge.version()) ? again : noted(find(key), now);
    }

    private static <V> @Nullable Entry<V> noted(@Nullable Slot<V> slot, long now) {
        Entry<V> entry = slot == null ? null : slot.entry();
        if (slot != null && entry != null) {
            entry.note(now, slot.judged());
        }
        return entry;
    }

    /** The slot of a key, if there is a valid one. What is idle ends by the time that was last read by {@link #now()}. */
    public @Nullable Slot<V> find(K key) {
        Slot<V> slot = (Slot<V>) slots.getIfPresent(key);
        return slot == null || slot.judged() == judge.version() ? slot : judged(key, slot);
    }

    /**
     * The slot of a key that was found to be this one, if what it holds is valid: an entry is removed or expired by the
     * wide invalidations that mean it, and so is one a load is to replace; a load that one of them may mean is detached.
     */
    public @Nullable Slot<V> judged(K key, Slot<V> slot) {
        int version = judge.version();
        Flight<V> flight = slot.flight();
        if (flight != null) {
            return judge.mayBeJoined(key, flight, now()) ? slot : removed(key, slot);
        }
        Entry<V> entry = slot.entry();
        Entry<V> valid = entry == null ? null : judge.valid(key, entry, now());
        if (entry == valid) {
            slot.judged(version);
            return slot;
        }
        return valid == null ? removed(key, slot) : replaced(key, slot, Slot.of(valid), version);
    }

    private @Nullable Slot<V> removed(K key, Slot<V> slot) {
        if (slots.asMap().remove(key, slot)) {
            detached(slot);
        }
        return null;
    }

    private @Nullable Slot<V> replaced(K key, Slot<V> slot, Slot<V> expired, int version) {
        expired.judged(version);
        return replace(key, slot, expired) ? expired : find(key);
    }

    /** What a slot may keep of what its flight has left; a slot that may not keep it is detached. */
    public @Nullable Entry<V> kept(K key, Slot<V> slot, @Nullable Entry<V> left) {
        Entry<V> valid = left == null || pending.find(key) != null ? null : judge.valid(key, left, now());
        if (left != null && valid == null) {
            slot.detach();
        }
        return valid;
    }

    /**
     * Ends the flight of a slot with what it keeps.
     *
     * @param isNew true if that is what the flight brought, and not what there was before
     */
    public void land(Slot<V> slot, @Nullable Entry<V> kept, boolean isNew) {
        slot.land(kept);
        if (isNew && kept != null && !slot.isDetached()) {
            counters.count(CacheMeter.LOCAL_STORED);
        }
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

    /** Removes or expires a key and detaches its load, whatever their stamps. */
    public void invalidate(K key, Effect effect) {
        if (effect == Effect.REMOVE) {
            remove(key);
        } else {
            expire(key, slot -> true);
        }
    }

    /** Removes or expires a key, and detaches its load, if they are older than the record at this position. */
    public void invalidateOlder(K key, Effect effect, Position record) {
        if (effect == Effect.REMOVE) {
            removeOlder(key, record);
        } else {
            expire(key, slot -> isOlder(slot, record));
        }
    }

    private void expire(K key, Predicate<CompletableFuture<Entry<V>>> older) {
        slots.asMap().computeIfPresent(key, (same, slot) -> older.test(slot) ? expired((Slot<V>) slot) : slot);
    }

    /** What is left of a slot is what it would have answered without its load. */
    private @Nullable Slot<V> expired(Slot<V> slot) {
        Flight<V> flight = slot.flight();
        Entry<V> entry = flight == null ? slot.entry() : flight.stale();
        detached(slot);
        return entry == null ? null : Slot.of(entry.expired(now()));
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
        keep(key, entry, () -> true);
    }

    /**
     * Keeps an entry in place of an older one if it may be kept, removes that one if not, and detaches a load of the key. Whether it
     * may is asked while the key is held: who first makes it one that may not, and then removes the key, is never answered it.
     */
    public void keep(K key, Entry<V> entry, BooleanSupplier may) {
        Position stamp = entry.stamp().orElseThrow();
        Slot<V> kept = Slot.of(entry);
        clock.exact();
        Object found = slots.asMap().compute(key, (same, slot) -> {
            if (slot != null && !isOlder(slot, stamp)) {
                return slot;
            }
            detach(slot);
            return may.getAsBoolean() ? kept : null;
        });
        if (found == kept) {
            counters.count(CacheMeter.LOCAL_STORED);
        }
        leaveIfClosed(key, kept);
    }

    /** So many keys, or all if there are fewer, drawn at random: each is as likely as any other. Looks at every key once. */
    public List<K> sample(int keys) {
        List<K> drawn = new ArrayList<>();
        int seen = 0;
        for (K key : slots.asMap().keySet()) {
            int place = ThreadLocalRandom.current().nextInt(++seen);
            if (drawn.size() < keys) {
                drawn.add(key);
            } else if (place < keys) {
                drawn.set(place, key);
            }
        }
        return drawn;
    }

    /**
     * Goes through the tier on a scheduler, a part at a time, and removes or expires what wide invalidations mean. Emits how
     * many entries and loads were removed.
     */
    public Mono<Long> sweep(Scheduler scheduler) {
        return Flux.fromIterable(slots.asMap().entrySet())
                .buffer(SWEPT_AT_ONCE)
                .publishOn(scheduler, 1)
                .map(part -> part.stream().filter(this::isSwept).count())
                .reduce(0L, Long::sum);
    }

    private boolean isSwept(Map.Entry<K, CompletableFuture<Entry<V>>> held) {
        Slot<V> slot = (Slot<V>) held.getValue();
        return slot.judged() != judge.version() && judged(held.getKey(), slot) == null;
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
        if (key != null) {
            events.of(CacheEvent.Type.EVICTED, key);
        }
        counters.count(cause == RemovalCause.EXPIRED ? CacheMeter.LOCAL_EXPIRED : CacheMeter.LOCAL_EVICTED);
    }
}
