package io.reactivecache;

import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * A writer whose system of record can compare before it writes, in one step: {@code UPDATE … WHERE value = ?} and the like.
 * With it {@code compute} and its kin are atomic across nodes, as it is the system of record that decides.
 */
public interface ConditionalCacheWriter<K, V> extends CacheWriter<K, V> {

    /**
     * Returns a {@code Mono} that emits true once the system of record keeps the next value, and false if it has another value
     * than was expected, in which case nothing is changed. In all else as {@link CacheWriter#write}.
     *
     * @param expected the value the loader has just read; empty if there was none
     * @param next the value to keep; empty if there shall be none
     */
    Mono<Boolean> writeIf(K key, Optional<V> expected, Optional<V> next);
}
