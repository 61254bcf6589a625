package io.reactivecache.test.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The system of record. Each change of any row is a version, counted from 1; a value that is put stands for itself until it is
 * committed and then for the version it became.
 */
final class Rows {

    /** The version of what was never committed. */
    static final int NEVER = -1;

    private final int[] values = new int[World.KEYS];
    private final int[] versions = new int[World.KEYS];
    private final int[] absences = new int[World.KEYS];
    private final List<Value> made = new ArrayList<>();
    private int last;

    private static final class Value {

        private final int key;
        private final boolean forPut;
        private int version = NEVER;

        Value(int key, boolean forPut) {
            this.key = key;
            this.forPut = forPut;
        }

        int versionOf(int row) {
            return row == key ? version : NEVER;
        }
    }

    /** Begins anew: each row has a value, of version 0. */
    void clear() {
        made.clear();
        last = 0;
        for (int key = 0; key < World.KEYS; key++) {
            values[key] = make(key);
            made.get(values[key]).version = 0;
            versions[key] = 0;
            absences[key] = NEVER;
        }
    }

    /** A value of the key that nobody has yet. */
    int make(int key) {
        made.add(new Value(key, false));
        return made.size() - 1;
    }

    /** The same, for somebody who is to put it. */
    int makeForPut(int key) {
        made.add(new Value(key, true));
        return made.size() - 1;
    }

    /** True if it is a value that was put, which has tags or has none. */
    boolean wasPut(Optional<Integer> answer) {
        return answer.filter(value -> made.get(value).forPut).isPresent();
    }

    /** Changes a row to a value. */
    void commit(int key, int value) {
        versions[key] = ++last;
        values[key] = value;
        made.get(value).version = last;
    }

    /** Takes the value of a row away. */
    void delete(int key) {
        versions[key] = ++last;
        values[key] = NEVER;
        absences[key] = last;
    }

    Optional<Integer> read(int key) {
        return values[key] == NEVER ? Optional.empty() : Optional.of(values[key]);
    }

    /** The version a row has now. */
    int version(int key) {
        return versions[key];
    }

    /** The newest version of the row that an answer may stand for; all absences of a row look the same. */
    int version(int key, Optional<Integer> answer) {
        return answer.map(value -> made.get(value).versionOf(key)).orElse(absences[key]);
    }
}
