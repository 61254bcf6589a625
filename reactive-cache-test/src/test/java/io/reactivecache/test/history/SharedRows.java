package io.reactivecache.test.history;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A system of record for many threads. A value stands for the version its row became by it. */
final class SharedRows {

    private static final int FIRST = 0;

    private final AtomicInteger made = new AtomicInteger();
    private final Map<Integer, Row> rows = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> versions = new ConcurrentHashMap<>(Map.of(FIRST, 0));

    private record Row(int value, int version) {}

    /** A value that nobody has yet. */
    int make() {
        return made.incrementAndGet();
    }

    /** Changes a row to a value and gives the version it is then. */
    int commit(int key, int value) {
        Row row = rows.compute(key, (same, was) -> new Row(value, was == null ? 1 : was.version + 1));
        versions.put(value, Objects.requireNonNull(row).version);
        return row.version;
    }

    int read(int key) {
        Row row = rows.get(key);
        return row == null ? FIRST : row.value;
    }

    /** The version a value stands for; -1 if it was never committed. */
    int version(int value) {
        return versions.getOrDefault(value, Rows.NEVER);
    }
}
