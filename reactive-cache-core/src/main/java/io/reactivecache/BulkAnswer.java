package io.reactivecache;

import java.util.Objects;
import java.util.Optional;

/**
 * What a read of many keys found for one of them.
 *
 * @param key the key
 * @param value the value; empty if there is none, or it could not be read
 * @param failure why it could not be read
 */
public record BulkAnswer<K, V>(K key, Optional<V> value, Optional<Throwable> failure) {

    public BulkAnswer {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(failure, "failure");
    }

    /** There is this value. */
    public static <K, V> BulkAnswer<K, V> of(K key, V value) {
        return new BulkAnswer<>(key, Optional.of(value), Optional.empty());
    }

    /** There is no value. */
    public static <K, V> BulkAnswer<K, V> absent(K key) {
        return new BulkAnswer<>(key, Optional.empty(), Optional.empty());
    }

    /** It could not be read. */
    public static <K, V> BulkAnswer<K, V> failed(K key, Throwable failure) {
        return new BulkAnswer<>(key, Optional.empty(), Optional.of(failure));
    }
}
