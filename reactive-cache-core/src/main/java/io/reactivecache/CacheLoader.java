package io.reactivecache;

import reactor.core.publisher.Mono;

/**
 * Loads the value of a key from the system of record.
 *
 * <p>Called at most once at a time for a key on one node, however many callers wait; when the key is changed meanwhile,
 * the next caller starts a load of its own. The {@code Mono} it returns is
 * subscribed with the Context of the first caller, reduced to the keys the cache was told to pass on: whatever decides
 * the value must be part of the key.
 */
@FunctionalInterface
public interface CacheLoader<K, V> {

    /** Returns a {@code Mono} of the value; empty if there is none, an error if that could not be found out. */
    Mono<V> load(K key);
}
