package io.reactivecache.test.machine;

import java.util.Map;

/**
 * What a cache is built with.
 *
 * @param source whether there is a system of record; the cache is the truth otherwise
 * @param behind whether writes are applied later than they are answered
 * @param remote whether there is a remote tier
 * @param picky whether the local tier keeps a value only when it is asked for a second time
 * @param absent whether it is remembered that there is no value
 * @param stale whether values are kept past their time
 * @param eager whether values are refreshed before their time is over
 */
record Features(
        boolean source, boolean behind, boolean remote, boolean picky, boolean absent, boolean stale, boolean eager) {

    Features {
        behind &= source;
        picky &= remote;
        eager &= source && !picky;
    }

    /** Each by its name. */
    Map<String, Boolean> each() {
        return Map.of(
                "source", source, "behind", behind, "remote", remote, "picky", picky, "absent", absent, "stale", stale,
                "eager", eager);
    }

    /** Whether the local tier has all that was read or written, and no more. */
    boolean keepsAll() {
        return !picky && !behind && (source || !remote);
    }
}
