package io.reactivecache;

import java.time.Duration;
import java.util.Objects;

/**
 * Counts and times of one cache, which is one namespace, on one node since it was built. Each is exact by itself; together
 * they are not one instant.
 *
 * @param localHits reads answered by the local tier
 * @param localMisses reads the local tier could not answer
 * @param remoteHits reads of the remote tier that gave a value
 * @param remoteMisses reads of the remote tier that found none, or one that may not be used
 * @param loads loads that ended with a value or empty
 * @param loadFailures loads that ended with an error, a time-out included
 * @param loadTimes how long loads of both kinds took
 * @param remoteReadTimes how long reads of the remote tier took
 * @param appendTimes how long the log took to acknowledge the record of a write, or to fail
 * @param localEvictions entries the local tier gave up for want of room or because their time was over
 * @param localInvalidations entries and running loads removed from the local tier because their key was changed,
 *     here or elsewhere; not those of a reset
 * @param localSize entries in the local tier now, estimated
 * @param keysWritten keys that are being written now
 * @param writesWaiting writes that wait now for earlier ones of their key
 */
public record CacheStats(
        long localHits,
        long localMisses,
        long remoteHits,
        long remoteMisses,
        long loads,
        long loadFailures,
        Timing loadTimes,
        Timing remoteReadTimes,
        Timing appendTimes,
        long localEvictions,
        long localInvalidations,
        long localSize,
        int keysWritten,
        int writesWaiting) {

    public CacheStats {
        Objects.requireNonNull(loadTimes, "loadTimes");
        Objects.requireNonNull(remoteReadTimes, "remoteReadTimes");
        Objects.requireNonNull(appendTimes, "appendTimes");
    }

    /** The time spent in loads, both kinds, added up. */
    public Duration loadTime() {
        return loadTimes.total();
    }

    /** The part of the reads the local tier answered, 0 to 1; 0 if there were none. */
    public double localHitRatio() {
        return ratio(localHits, localMisses);
    }

    /** The part of the remote reads that gave a value, 0 to 1; 0 if there were none. */
    public double remoteHitRatio() {
        return ratio(remoteHits, remoteMisses);
    }

    private static double ratio(long hits, long misses) {
        return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
    }
}
