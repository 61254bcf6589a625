package io.reactivecache;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One write of a key, for a {@link BulkCacheWriter}.
 *
 * @param key the key
 * @param value the value to keep; empty if the key is to be deleted
 * @param id the same whenever this write is repeated, after a failure or a crash, and no other's
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record KeyWrite<K, V>(K key, Optional<V> value, UUID id) {

    public KeyWrite {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(id, "id");
    }

    /** True if the key is to be deleted. */
    public boolean isDelete() {
        return value.isEmpty();
    }
}
