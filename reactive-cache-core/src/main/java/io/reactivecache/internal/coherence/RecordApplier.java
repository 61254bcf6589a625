package io.reactivecache.internal.coherence;

import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Heartbeat;
import io.reactivecache.internal.entry.HeartbeatFormat;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.KeyWatch;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.Fences;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Applies what the log delivers, one event at a time.
 *
 * <p>The order of the steps is what makes it safe without a lock. The key is remembered as changed <em>before</em> it is
 * removed from the local tier: a flight that claims the key after the removal finds it remembered when the remote tier
 * answers it with an old value, and one that claimed it before is detached by the removal. The position counts as applied
 * only <em>after</em> both: a load that is stamped with it began when nothing older was left to find. A stamp read too
 * early is merely lower than it could be, which costs a miss.
 *
 * <p>A wide invalidation is noted as a marker, in the same order, and removes nothing by itself: entries are judged by it when
 * they are read. A fence stands <em>before</em> the key is removed, and is lifted <em>after</em> it: what lands meanwhile is
 * detached.
 *
 * <p>After a reset the new positions are published <em>before</em> the tier is cleared: what claimed a key earlier is
 * detached, what claims one later is stamped with the new positions.
 */
public final class RecordApplier<K, V> {

    private final CacheConfig config;
    private final KeySpace<K> keys;
    private final LocalTier<K, V> local;
    private final RecentChanges recent;
    private final Markers markers;
    private final Fences fences;
    private final Unsettled unsettled;
    private final PendingPuts<V> puts;
    private final AppliedPositions positions;
    private final KeyWatch watch;
    private final Lifetimes lifetimes;
    private final Counters counters;
    private final CacheEvents<K> events;
    private final Consumer<Heartbeat> heartbeats;
    private final BiConsumer<String, Token> told;

    /**
     * Applies nothing yet.
     *
     * @param heartbeats hears who is there; does not block
     * @param told hears which write has changed which key, as it is written down, once that is applied; does not block
     */
    public RecordApplier(
            CacheConfig config,
            KeySpace<K> keys,
            LocalTier<K, V> local,
            RecentChanges recent,
            Markers markers,
            Fences fences,
            Unsettled unsettled,
            PendingPuts<V> puts,
            AppliedPositions positions,
            KeyWatch watch,
            Lifetimes lifetimes,
            Counters counters,
            CacheEvents<K> events,
            Consumer<Heartbeat> heartbeats,
            BiConsumer<String, Token> told) {
        this.config = config;
        this.keys = keys;
        this.local = local;
        this.recent = recent;
        this.markers = markers;
        this.fences = fences;
        this.unsettled = unsettled;
        this.puts = puts;
        this.positions = positions;
        this.watch = watch;
        this.lifetimes = lifetimes;
        this.counters = counters;
        this.events = events;
        this.heartbeats = heartbeats;
        this.told = told;
    }

    /** Applies an event. Never throws: a record that cannot be applied may concern any key, so all are removed. */
    public void apply(LogEvent event) {
        if (event instanceof LogEvent.Reset reset) {
            reset(reset.positions());
        } else if (event instanceof LogEvent.Appended appended && isNext(appended.position())) {
            record(appended);
        }
    }

    private boolean isNext(Position position) {
        return positions.view().filter(view -> view.isNext(position)).isPresent();
    }

    private void record(LogEvent.Appended record) {
        try {
            if (HeartbeatFormat.isHeartbeat(record.payload())) {
                heartbeat(HeartbeatFormat.decode(record.payload()), record.position());
            } else {
                change(ChangeFormat.decode(record.payload()), record.position());
            }
            counters.count(CacheMeter.LOG_APPLIED);
        } catch (RuntimeException | Error damaged) {
            counters.count(CacheMeter.LOG_DAMAGED);
            watch.reset();
            recent.allChanged(record.position());
            puts.abandonAll();
            local.clear();
            positions.resumeFrom().map(now -> now.with(record.position())).ifPresent(markers::reset);
            positions.advance(record.position());
            unsettled.missed();
            events.reset();
        }
    }

    private void heartbeat(Heartbeat heartbeat, Position position) {
        if (heartbeat.cache().equals(config.name())) {
            heartbeats.accept(heartbeat);
        }
        positions.advance(position);
    }

    private void change(Change change, Position position) {
        if (!change.cache().equals(config.name())) {
            positions.advance(position);
        } else if (change instanceof Change.Wide wide) {
            wide(wide, position);
        } else if (change instanceof Change.Fenced fenced) {
            fences.raise(fenced.key(), fenced.token(), fenced.lasts());
            ofKey(fenced.removal(), position);
        } else {
            ofKey((Change.OfKey) change, position);
            fences.lift(((Change.OfKey) change).key(), change.token());
        }
    }

    /** The marker counts before the position does: a load that is stamped with it began when the marker was known. */
    private void wide(Change.Wide change, Position position) {
        EntryPredicate predicate = change.marker().predicate();
        if (predicate.kind() != EntryPredicate.Kind.TAG) {
            watch.reset();
        }
        markers.raise(change.marker(), position);
        Predicate<String> meant = Markers.keysMeantBy(change.marker());
        puts.overlap(key -> isOf(key, position) && meant.test(key));
        if (!change.isClosed()) {
            unsettled.marker(change.marker());
        }
        positions.advance(position);
        events.of(change.marker().effect(), predicate);
    }

    /** Its record in the partition of a key is the one that means it: the others may come before or after. */
    private boolean isOf(String encoded, Position position) {
        return positions
                .view()
                .map(view -> KeySpace.partition(encoded, view.partitions()) == position.partition())
                .orElse(true);
    }

    private void ofKey(Change.OfKey change, Position position) {
        K key = keys.decode(change.key());
        watch.changed(change.key());
        recent.changed(change.key(), position);
        Optional<PendingPut<V>> own = puts.applying(change.key(), change.token(), position);
        boolean kept = own.filter(put -> keep(key, change.key(), put, position)).isPresent();
        if (!kept) {
            local.invalidateOlder(key, change.effect(), position);
        }
        if (!change.isClosed()) {
            unsettled.key(change.key(), change.token(), position);
        }
        positions.advance(position);
        own.ifPresent(put -> put.settle(kept));
        told.accept(change.key(), change.token());
        events.of(change.effect(), key);
    }

    /**
     * A later write of this node may become known at any moment, and removes the key then: this asks for one while it holds the
     * key, so that it is never missed.
     */
    private boolean keep(K key, String encoded, PendingPut<V> put, Position position) {
        if (fences.stands(encoded) || !puts.mayKeep(put, position)) {
            return false;
        }
        local.keep(key, entry(put, position), () -> puts.mayKeep(put, position) && puts.isShown(encoded, put));
        return puts.mayKeep(put, position);
    }

    private Entry<V> entry(PendingPut<V> put, Position position) {
        return Entry.put(put.value(), position, put.keep().traits(), lifetimes.put(put.keep()));
    }

    private void reset(LogPositions now) {
        watch.reset();
        boolean isFirst = positions.view().isEmpty();
        if (!isFirst) {
            counters.count(CacheMeter.LOG_RESET);
            events.reset();
            for (int partition = 0; partition < now.partitions(); partition++) {
                recent.allChanged(now.position(partition));
            }
        }
        markers.reset(now);
        positions.reset(now);
        puts.abandonAll();
        local.clear();
        unsettled.missed();
        positions.announceFollowing();
    }
}
