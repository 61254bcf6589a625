package io.reactivecache;

import reactor.core.publisher.Mono;

/**
 * Reads of a cache, all made the same way: as the cache is set, or with the options given to
 * {@link ReactiveCache#with(ReadOptions)}.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface CacheReads<K, V> {

    /**
     * Reads the value of a key: from the local tier, else from the remote tier, else by the loader the cache was built
     * with. Callers that miss at the same time share one load.
     *
     * <p>Emits the value, or completes empty if no tier has one and the loader (if any) came back empty. Cancelling
     * ends only the caller's own wait; the load goes on for the others and fills the tiers, or is cancelled with its last
     * caller if the cache is set so.
     *
     * @return a cold {@code Mono} that errors with what the loader failed with, with {@link LoadTimeoutException} if the
     *     load took longer than the cache allows or than this caller waits, with {@link InvalidKeyException} if the key
     *     cannot be written down, with {@link CacheOverloadedException} if too many loads are in flight, or with
     *     {@link CacheClosedException}; where the cache may answer a stale value or a default, it does so instead. A
     *     failure of the remote tier is never the caller's
     */
    Mono<V> get(K key);

    /**
     * Reads as {@link #get(Object)} does, with a loader for this call in place of the one the cache was built with. A
     * caller that joins a load already running for the key gets the result of that load, whoever's loader it was.
     */
    Mono<V> get(K key, CacheLoader<? super K, ? extends V> loader);

    /**
     * Reads as {@link #get(Object)} does, and tells where the value came from, how old it is, how fresh, and what it
     * reflects.
     */
    Mono<Lookup<V>> lookup(K key);

    /** Reads as {@link #get(Object, CacheLoader)} does, and tells where the value came from. */
    Mono<Lookup<V>> lookup(K key, CacheLoader<? super K, ? extends V> loader);
}
