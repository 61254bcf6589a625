package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.ReadOptions;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Isolation;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.spi.CacheMeter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The head of the read path, and the hot one: a hit in the local tier is one read of a map, one of the clock, and one
 * {@link Mono}. Whether this node may answer what it has is asked before it looks. Only a read that finds nothing, or an
 * entry there is more to do with than to answer it, goes through the stages.
 */
public final class LocalFirst<K, V> {

    private final LocalTier<K, V> local;
    private final Isolation isolation;
    private final Counters counters;
    private final HotReads<K> reads;
    private final CallStage<K, V> next;

    public LocalFirst(
            LocalTier<K, V> local, Isolation isolation, Counters counters, HotReads<K> reads, CallStage<K, V> next) {
        this.local = local;
        this.isolation = isolation;
        this.counters = counters;
        this.reads = reads;
        this.next = next;
    }

    /** Reads a key at each subscription and emits what the answer makes of the entry. */
    public <R> Mono<R> read(K key, Terms<K, V> terms, Answer<V, R> answer) {
        return ReadMono.of(this, key, terms, answer);
    }

    /** The entry of a key if there is nothing to do but to answer it. */
    @Nullable
    Entry<V> find(K key, Terms<K, V> terms) {
        if (terms.options() != ReadOptions.none()) {
            return null;
        }
        long now = local.now();
        if (!isolation.isCurrent(now)) {
            return null;
        }
        Entry<V> entry = local.entry(key, now);
        if (entry == null || now >= entry.quietUntil()) {
            return null;
        }
        counters.count(CacheMeter.LOCAL_HIT);
        reads.hit(key);
        return entry;
    }

    Mono<Found<V>> miss(K key, Terms<K, V> terms, ContextView context) {
        reads.miss(key);
        return next.answer(new Call<>(key, terms, context));
    }

    /** Makes the answer to a caller of an entry. */
    @FunctionalInterface
    public interface Answer<V, R> {

        /** The answer. The entry has a value. */
        R of(Entry<V> entry, boolean local, Freshness freshness, boolean fenced);
    }
}
