package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.OptimisticValues;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Shows a put's value to the reads of this node while the put is under way. It is shown <em>before</em> what the local tier has
 * is removed: a load that begins in between is detached, and one that begins later finds the value when it lands and keeps
 * nothing. When the put ends either the tiers have the value or nobody has.
 */
public final class OptimisticStage<K, V> {

    private final OptimisticValues<K, V> values;
    private final LocalTier<K, V> local;
    private final Lifetimes lifetimes;

    public OptimisticStage(OptimisticValues<K, V> values, LocalTier<K, V> local, Lifetimes lifetimes) {
        this.values = values;
        this.local = local;
        this.lifetimes = lifetimes;
    }

    /** The put, with its value shown from its subscription to its end. */
    public Mono<Position> shown(K key, V value, Keep keep, Mono<Position> put) {
        return Mono.using(
                () -> show(key, Entry.pending(Optional.of(value), lifetimes.put(keep))),
                shown -> put,
                shown -> values.withdraw(key, shown));
    }

    private Entry<V> show(K key, Entry<V> entry) {
        values.show(key, entry);
        local.remove(key);
        return entry;
    }
}
