package io.reactivecache;

import java.util.Map;

/**
 * What became of a write of many keys. A key that is in neither map was written, and waits for the log to be announced.
 *
 * @param positions the positions in the log, by key
 * @param failures why a key could not be written, by key
 */
public record BulkWriteResult<K>(Map<K, Position> positions, Map<K, Throwable> failures) {

    public BulkWriteResult {
        positions = Map.copyOf(positions);
        failures = Map.copyOf(failures);
    }

    /** True if every key was written. */
    public boolean isComplete() {
        return failures.isEmpty();
    }
}
