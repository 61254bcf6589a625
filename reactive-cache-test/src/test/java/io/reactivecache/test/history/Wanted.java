package io.reactivecache.test.history;

/**
 * What an answer must reflect.
 *
 * @param version the version at least
 * @param tagged the version at least if the answer has the tags of its key
 */
record Wanted(int version, int tagged) {

    Wanted and(int other) {
        return new Wanted(Math.max(version, other), tagged);
    }
}
