package io.reactivecache.config;

import java.time.Duration;

/**
 * What is kept of wide invalidations, and for how long.
 *
 * @param maxMarkers how many of them are told apart
 * @param sweepInterval how often it is looked whether something is left to be removed
 * @param sweepRate how many keys of the remote tier are gone through in a second
 */
public record MarkerConfig(int maxMarkers, Duration sweepInterval, int sweepRate) {

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public MarkerConfig {
        Problems problems = new Problems();
        problems.atLeast("maxMarkers", maxMarkers, 1);
        problems.positive("sweepInterval", sweepInterval);
        problems.atLeast("sweepRate", sweepRate, 1);
        problems.throwIfAny();
    }
}
