package io.reactivecache;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Writes of a cache, all made the same way: as the cache is set, or with the options given to
 * {@link ReactiveCache#with(WriteOptions)}.
 *
 * <p>The writes of one key take turns on a node, in the order in which they were subscribed to. Who waits for his turn may
 * cancel: then nothing is done. A write that has begun runs to its end, whoever cancels, so that no node is left with a value
 * that is no longer true. Invalidations take no turn.
 *
 * <p>Besides the errors its method names, each of them may signal {@link InvalidKeyException},
 * {@link TurnTimeoutException} if its turn does not come in time, {@link CacheOverloadedException} if too many writes wait or
 * are under way, {@link UnsupportedWriteException} if it is subscribed to inside of a write of the same key, or
 * {@link CacheClosedException}: nothing was done then.
 *
 * <p>A write that is {@link Durability#DEFERRED} errors as its journal does: with {@code io.reactivecache.spi.JournalException},
 * whose reason tells whether the next one may be taken. Unless it was too large or there was no room, nobody can tell whether
 * the journal has it, and it may be applied all the same. Where there is a journal, {@link Durability#IMMEDIATE} writes and those
 * that depend on the value there is wait at the start until it has delivered what was left in it, and error so if it does not:
 * nothing was done then.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface CacheWrites<K, V> {

    /**
     * Writes a value: first through the cache's writer (the system of record) if there is one, then announces the change
     * to all nodes, then keeps the value in the tiers. If another write of the same key overlapped, nobody can tell which
     * of the two the system of record kept, and the key is left empty instead. Where there is neither a writer nor a
     * loader the cache itself is the truth, and the write that was announced last wins.
     *
     * <p>With a loader, give the cache a writer too, or write the system of record yourself and call
     * {@link ReactiveCache#invalidate}: of two callers that write there first and put afterwards, the earlier may put last.
     *
     * <p>Emits the position of the write in the log once all of that is done; empty if the change waits for the log. Emits on
     * the cache's scheduler.
     *
     * @return a cold {@code Mono} that errors with {@link WriteFailedException}, which names the step that failed and
     *     whether the change was announced
     */
    Mono<Position> put(K key, V value);

    /**
     * Writes many values, each as by {@link #put}; the system of record gets them together if the cache has a
     * {@link BulkCacheWriter}. What the system of record does not take together is tried in halves, down to the key that it
     * refuses.
     *
     * @param values neither keys nor values {@code null}
     * @return a cold {@code Mono} that never errors for a single key: why it could not be written is in the result
     */
    Mono<BulkWriteResult<K>> putAll(Map<? extends K, ? extends V> values);

    /**
     * Deletes the key in the system of record by the cache's writer, and announces that it has changed. Where the cache itself is
     * the truth it is gone by that; with a loader and no writer this is an invalidation. Emits and errors as {@link #put} does.
     */
    Mono<Position> remove(K key);

    /** Writes a value if there is none. As {@link #compute} in all else. */
    Mono<Written<V>> putIfAbsent(K key, V value);

    /** Writes a value if there is one. As {@link #compute} in all else. */
    Mono<Written<V>> replace(K key, V value);

    /** Writes a value if there is one that equals the expected one. As {@link #compute} in all else. */
    Mono<Written<V>> replace(K key, V expected, V value);

    /** Removes the key if its value equals the expected one. As {@link #compute} in all else. */
    Mono<Written<V>> remove(K key, V expected);

    /**
     * Writes what a function makes of the value there is. Atomic: nothing is written to the key between what the function is
     * given and what it gives. It is given the truth and not what the tiers have: what the loader reads now, or, where the cache
     * itself is the truth, what the remote tier has.
     *
     * <p>With a system of record the writer has to be a {@link ConditionalCacheWriter}, unless the log is one of this process or
     * the options say {@link WriteOptions#perNode()}. If others were faster the function is called again, so it must do no
     * harm when called more than once. Writes of a node that wait for the same key are made together where they can be.
     *
     * <p>While it is under way, and the cache itself is the truth, other nodes find the key as after an invalidation.
     *
     * @param function gives the value to keep; empty to remove the key. It must not write the same key. Subscribed to with the
     *     caller's Context
     * @return a cold {@code Mono} that errors with what the function fails with, in which case nothing was changed; with
     *     {@link WriteConflictException} if others were faster too often; with {@link WriteFailedException} as {@link #put};
     *     with {@link UnsupportedWriteException} if the cache was not built for it
     */
    Mono<Written<V>> compute(K key, Function<Optional<V>, Mono<V>> function);
}
