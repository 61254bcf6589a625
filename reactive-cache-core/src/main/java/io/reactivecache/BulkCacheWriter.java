package io.reactivecache;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Writes many keys to the system of record at once.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface BulkCacheWriter<K, V> {

    /**
     * Returns a {@code Mono} that completes once the system of record keeps all of the writes. If it errors, any of them may
     * have been kept: they are written again, together at first, then in smaller parts to find the one that cannot be
     * written. So a write must do no harm when it is repeated.
     *
     * @param writes at least one, of different keys, none older than what was written of its key before
     */
    Mono<Void> writeAll(List<KeyWrite<K, V>> writes);
}
