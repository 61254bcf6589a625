package io.reactivecache.internal.read;

import io.reactivecache.CacheLoader;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.spi.CacheMeter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The head of the read path, and the hot one: a hit in the local tier is one read of a map and one {@link Mono}. Only a
 * miss goes through the stages.
 */
public final class LocalFirst<K, V> {

    private final LocalTier<K, V> local;
    private final Counters counters;
    private final ReadStage<K, V> next;

    public LocalFirst(LocalTier<K, V> local, Counters counters, ReadStage<K, V> next) {
        this.local = local;
        this.counters = counters;
        this.next = next;
    }

    /** Reads a key at each subscription and emits what the answer makes of the entry. */
    public <R> Mono<R> read(K key, CacheLoader<? super K, ? extends V> loader, Answer<V, R> answer) {
        return ReadMono.of(this, key, loader, answer);
    }

    @Nullable
    Entry<V> find(K key) {
        Entry<V> entry = local.find(key);
        counters.count(entry == null ? CacheMeter.LOCAL_MISS : CacheMeter.LOCAL_HIT);
        return entry;
    }

    Mono<Entry<V>> miss(K key, CacheLoader<? super K, ? extends V> loader) {
        return next.read(Read.of(key, loader));
    }

    /** Makes the answer to a caller of an entry. */
    @FunctionalInterface
    public interface Answer<V, R> {

        /**
         * The answer.
         *
         * @param local true if the entry was in the local tier, false if it had to be fetched
         */
        R of(Entry<V> entry, boolean local);
    }
}
