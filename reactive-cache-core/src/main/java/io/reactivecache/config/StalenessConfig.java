package io.reactivecache.config;

import java.time.Duration;

/**
 * How long a node may go on answering when it hears nothing of the log.
 *
 * @param maxStaleness how long after a change was announced a node may still answer what was before it
 * @param probeInterval how often a node asks the log for its end
 * @param whenIsolated what a node answers that cannot keep to that
 */
public record StalenessConfig(Duration maxStaleness, Duration probeInterval, WhenIsolated whenIsolated) {

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public StalenessConfig {
        Problems problems = new Problems();
        problems.positive("maxStaleness", maxStaleness);
        problems.positive("staleness.probeInterval", probeInterval);
        boolean limited = !maxStaleness.isNegative() && !maxStaleness.isZero();
        problems.check(
                !limited || probeInterval.compareTo(maxStaleness) < 0,
                "staleness.probeInterval",
                probeInterval,
                "< maxStaleness " + maxStaleness);
        problems.throwIfAny();
    }
}
