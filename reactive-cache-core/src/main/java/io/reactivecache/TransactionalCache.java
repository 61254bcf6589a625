package io.reactivecache;

import reactor.core.publisher.Mono;

/**
 * A cache as it is used inside of transactions of its system of record: where the Reactor Context carries a
 * {@link CacheTransaction}, changes wait for its commit, and do not happen if it rolls back. Elsewhere they happen at once, as
 * those of {@link ReactiveCache}.
 *
 * <p>Each method gives a cold {@code Mono}. Besides the errors it names it may signal {@link InvalidKeyException},
 * {@link CacheClosedException}, {@link CacheOverloadedException} if the transaction has too many changes, or
 * {@link IllegalStateException} if it takes no more.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface TransactionalCache<K, V> {

    /**
     * Reads a key. One that the transaction has changed is loaded by the cache's loader, which sees the caller's whole Context
     * and so can read inside of the transaction; what it brings is kept nowhere. Any other is read as by
     * {@link ReactiveCache#get(Object)}.
     */
    Mono<V> get(K key);

    /**
     * Writes a value by the cache's writer, if it has one, at once and with the caller's Context, so that it is part of the
     * transaction; after the commit no node answers an older value. The value itself is not kept: who reads the key next loads
     * it. Where the cache itself is the truth it is put after the commit.
     *
     * <p>Completes when the system of record has it. Errors with what the writer failed with.
     */
    Mono<Void> put(K key, V value);

    /** Deletes a key in the same way. */
    Mono<Void> remove(K key);

    /** Notes that a key is changed by other means than the cache's writer. Completes at once. */
    Mono<Void> invalidate(K key);
}
