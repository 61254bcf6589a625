package io.reactivecache.internal.write;

import io.reactivecache.WriteOptions;
import reactor.core.publisher.Mono;

/** A way to write what becomes of the value there is. */
@FunctionalInterface
public interface Attempt<K, V> {

    /**
     * Tries once, and completes when all are answered. Errors with {@link ConflictException} if somebody else was faster, or with
     * what went wrong; then those who are not answered yet are not. Cold.
     */
    Mono<Void> attempt(K key, Computings<V> computings, WriteOptions options);
}
