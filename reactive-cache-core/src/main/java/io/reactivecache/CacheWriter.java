package io.reactivecache;

import reactor.core.publisher.Mono;

/** Writes values to the system of record; a cache with a writer calls it before it changes any tier. */
@FunctionalInterface
public interface CacheWriter<K, V> {

    /**
     * Returns a {@code Mono} that completes once the system of record keeps the value. It is subscribed once for each
     * write, with the caller's Context. If it errors or takes too long, the cache treats the key as changed (nobody can
     * tell), invalidates it and passes the failure on.
     */
    Mono<Void> write(K key, V value);

    /**
     * Returns a {@code Mono} that completes once the system of record has no value of the key; in all else as
     * {@link #write}. Unless it is implemented, it errors with {@link UnsupportedOperationException} and nothing is done.
     */
    default Mono<Void> delete(K key) {
        return Mono.error(() -> new UnsupportedOperationException("writer: no delete (expected: delete implemented)"));
    }
}
