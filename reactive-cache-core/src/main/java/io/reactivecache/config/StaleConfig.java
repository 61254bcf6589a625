package io.reactivecache.config;

import java.time.Duration;

/**
 * What may be answered of a value that is no longer fresh, and when a fresh one is refreshed.
 *
 * @param max how long past its ttl a value may be answered when a newer one cannot be had, or not in time; zero: never
 * @param revalidate how long past its ttl a value is answered at once, while it is refreshed
 * @param throttle how long after a failed load the stale or default value is answered without another try
 * @param eager the part of its ttl after which a read refreshes a fresh value or absence; 1: never before its end
 * @param early the &beta; of probabilistic early refreshes; 0: none
 */
public record StaleConfig(Duration max, Duration revalidate, Duration throttle, double eager, double early) {

    private static final double MAX_EARLY = 1_000;

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public StaleConfig {
        Problems problems = new Problems();
        problems.notNegative("stale.max", max);
        problems.notNegative("stale.revalidate", revalidate);
        problems.notNegative("stale.throttle", throttle);
        problems.fraction("stale.eager", eager);
        problems.check(early >= 0 && early <= MAX_EARLY, "stale.early", early, "0 to 1000");
        problems.throwIfAny();
    }

    /** How long past its ttl a value is kept at all. */
    public Duration kept() {
        return max.compareTo(revalidate) > 0 ? max : revalidate;
    }
}
