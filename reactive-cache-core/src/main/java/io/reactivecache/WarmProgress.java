package io.reactivecache;

import java.time.Duration;

/**
 * How far a cache is filled.
 *
 * @param warmed how many keys have a value in the cache now
 * @param absent how many keys turned out to have none
 * @param failed how many keys could not be loaded
 * @param elapsed the time since it began
 * @param done true if this is the end
 */
public record WarmProgress(long warmed, long absent, long failed, Duration elapsed, boolean done) {

    /** How many keys were tried. */
    public long tried() {
        return warmed + absent + failed;
    }
}
