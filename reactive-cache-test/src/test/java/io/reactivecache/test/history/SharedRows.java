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
    private final Map<Integer, Row> committed = new ConcurrentHashMap<>();

    private record Row(int key, int value, int version) {}

    /** A value that nobody has yet. */
    int make() {
        return made.incrementAndGet();
    }

    /** Changes a row to a value and gives the version it is then. */
    int commit(int key, int value) {
        Row row = rows.compute(key, (same, was) -> new Row(key, value, was == null ? 1 : was.version + 1));
        committed.put(value, Objects.requireNonNull(row));
        return row.version;
    }

    int read(int key) {
        Row row = rows.get(key);
        return row == null ? FIRST : row.value;
    }

    /** The version a value of the row stands for; -1 if the row never had it. */
    int version(int key, int value) {
        Row row = committed.get(value);
        boolean isOfKey = row != null && row.key == key;
        return value == FIRST ? 0 : isOfKey ? row.version : Rows.NEVER;
    }
}
