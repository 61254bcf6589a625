package io.reactivecache;

import java.util.Map;

/**
 * What a read of many keys found. A key that is in neither map has no value.
 *
 * @param values the values there are, by key
 * @param failures why a key could not be read, by key
 */
public record BulkResult<K, V>(Map<K, V> values, Map<K, Throwable> failures) {

    public BulkResult {
        values = Map.copyOf(values);
        failures = Map.copyOf(failures);
    }

    /** True if every key could be read. */
    public boolean isComplete() {
        return failures.isEmpty();
    }
}
