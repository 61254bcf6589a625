package io.reactivecache;

import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Loads the values of many keys at once from the system of record. Called with the keys that no tier has and nobody is
 * loading yet, and with the Context as {@link CacheLoader} is.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface BulkCacheLoader<K, V> {

    /**
     * Returns a {@code Mono} of the values there are, by key; a key that is not in it has none. An error is that of each
     * key; an empty {@code Mono} says that none of them has a value.
     *
     * @param keys the keys, immutable and not empty
     */
    Mono<Map<K, V>> load(Set<K> keys);
}
