package io.reactivecache;

import java.util.Collection;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
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
     * caller that joins a load already running for the key gets the result of that load, whoever's loader it was. In a cache
     * that is itself the truth of what is put, what is loaded stays in the local tier.
     */
    Mono<V> get(K key, CacheLoader<? super K, ? extends V> loader);

    /**
     * Reads as {@link #get(Object)} does, and tells where the value came from, how old it is, how fresh, and what it
     * reflects.
     */
    Mono<Lookup<V>> lookup(K key);

    /** Reads as {@link #get(Object, CacheLoader)} does, and tells where the value came from. */
    Mono<Lookup<V>> lookup(K key, CacheLoader<? super K, ? extends V> loader);

    /**
     * Reads many keys: what the local tier has is taken from there, the rest is read from the remote tier together, and what
     * it does not have is loaded at once by the cache's bulk loader, or one by one by its loader. Each key is read as by
     * {@link #get(Object)}: loads are shared per key, and fail per key.
     *
     * <p>Emits once what was found when the last key is answered. Cancelling ends only the caller's own wait.
     *
     * @param keys the keys, without {@code null}; each is read once however often it is there
     * @return a cold {@code Mono} that never errors for a single key: why it could not be read is in the result
     */
    Mono<BulkResult<K, V>> getAll(Collection<? extends K> keys);

    /** Reads many keys as {@link #getAll(Collection)} does, with a loader for this call for what no tier has. */
    Mono<BulkResult<K, V>> getAll(Collection<? extends K> keys, BulkCacheLoader<K, V> loader);

    /**
     * Reads keys as they come. Those that come together, or within a short time of each other, are read as by
     * {@link #getAll(Collection)}. Emits an answer for each key, batch by batch, within a batch as they come; a key that
     * comes twice in one batch is answered once. Keys are asked for as answers are: while one batch is read, at most
     * four more are collected.
     *
     * @return a cold {@code Flux} that errors when {@code keys} does; cancelling it cancels {@code keys}
     */
    Flux<BulkAnswer<K, V>> getAll(Publisher<? extends K> keys);
}
