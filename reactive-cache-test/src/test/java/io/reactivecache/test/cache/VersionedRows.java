package io.reactivecache.test.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A system of record whose rows hold a number that grows with each write, and what of it writers were told was done. */
final class VersionedRows {

    private final Map<String, Integer> rows = new ConcurrentHashMap<>();
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

    int version(String key) {
        return rows.getOrDefault(key, 0);
    }

    void write(String key, int version) {
        rows.merge(key, version, Math::max);
    }

    /** Notes that the cache has answered the writer of this version. */
    void acknowledge(String key, int version) {
        acknowledged.merge(key, version, Math::max);
    }

    /** The newest version of each key that was answered, a copy. */
    Map<String, Integer> acknowledged() {
        return Map.copyOf(acknowledged);
    }
}
