package io.reactivecache.config;

import java.time.Duration;
import java.util.Set;

/**
 * How loads are shared and how long they are waited for.
 *
 * @param maxLoadTime how long a load may take, and how long a writer may take
 * @param softTimeout how long a caller waits before it is answered the stale value at hand, if there is one
 * @param hardTimeout how long the caller that started a load waits for it
 * @param waitTimeout how long a caller waits for a load that another one started
 * @param whenAbandoned what becomes of a load nobody waits for any more
 * @param maxFlights how many loads may be in flight
 * @param contextKeys the keys of the Context that a load is given; all others stay with the caller
 */
public record FlightConfig(
        Duration maxLoadTime,
        Duration softTimeout,
        Duration hardTimeout,
        Duration waitTimeout,
        WhenAbandoned whenAbandoned,
        int maxFlights,
        Set<Object> contextKeys) {

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public FlightConfig {
        contextKeys = Set.copyOf(contextKeys);
        Problems problems = new Problems();
        problems.positive("maxLoadTime", maxLoadTime);
        problems.positiveWithin("hardTimeout", hardTimeout, "maxLoadTime", maxLoadTime);
        if (!softTimeout.equals(hardTimeout)) {
            problems.positiveWithin("softTimeout", softTimeout, "maxLoadTime", maxLoadTime);
        }
        if (!waitTimeout.equals(hardTimeout)) {
            problems.positiveWithin("waitTimeout", waitTimeout, "maxLoadTime", maxLoadTime);
        }
        problems.atLeast("maxFlights", maxFlights, 1);
        problems.throwIfAny();
    }
}
