package io.reactivecache;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a loader is asked for.
 *
 * @param key the key
 * @param previous the value there was, if one is still at hand; a loader that finds it unchanged may answer
 *     {@link LoadResult#notModified()}
 */
public record LoadRequest<K, V>(K key, Optional<Previous<V>> previous) {

    public LoadRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(previous, "previous");
    }

    /**
     * A value that is to be replaced.
     *
     * @param value the value
     * @param validator what the loader gave with it to recognise it by, such as an ETag
     * @param age the time since it was loaded or put
     */
    public record Previous<V>(V value, Optional<String> validator, Duration age) {

        public Previous {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(validator, "validator");
            Objects.requireNonNull(age, "age");
        }
    }
}
