package io.reactivecache.test.history;

import java.util.Arrays;

/** What somebody knows of the changes of all keys. */
final class Known {

    private static final int NO_RECORD = -1;

    private final int[] versions = new int[World.KEYS];
    private final int[] tagged = new int[World.KEYS];
    private final int[] lastRecord = new int[World.KEYS];

    void clear() {
        Arrays.fill(versions, 0);
        Arrays.fill(tagged, 0);
        forgetRecords();
    }

    /** Learns what a record tells of a key. */
    void learn(Change<?> change, int key, int record) {
        if (change.isOfTag()) {
            tagged[key] = Math.max(tagged[key], change.version(key));
        } else {
            versions[key] = Math.max(versions[key], change.version(key));
            lastRecord[key] = Math.max(lastRecord[key], record);
        }
    }

    /** Forgets what others do not know. */
    void forget(Known others) {
        for (int key = 0; key < World.KEYS; key++) {
            versions[key] = Math.min(versions[key], others.versions[key]);
            tagged[key] = Math.min(tagged[key], Math.max(others.tagged[key], others.versions[key]));
        }
        forgetRecords();
    }

    private void forgetRecords() {
        Arrays.fill(lastRecord, NO_RECORD);
    }

    Wanted wanted(int key) {
        return new Wanted(versions[key], tagged[key]);
    }

    int lastRecord(int key) {
        return lastRecord[key];
    }
}
