package io.reactivecache.config;

import java.time.Duration;

/**
 * The settings of one cache. Immutable and valid: made by {@link CacheConfigBuilder}.
 *
 * @param name the name of the cache: its namespace in the remote tier and in the log
 * @param maxKeyLength the longest form of a key, in ASCII characters as it is written down
 * @param ttl how long values are fresh
 * @param local what the local tier holds
 * @param promotion which of the remote tier's values it keeps
 * @param flight how loads are shared and how long they are waited for
 * @param stale what may be answered of a value that is no longer fresh
 * @param bulk how many keys are read at once
 * @param remote how the remote tier is used
 * @param log how changes get into the log and out of it
 * @param markers what is kept of wide invalidations
 * @param staleness how long a node may go on answering when it hears nothing of the log
 */
public record CacheConfig(
        String name,
        int maxKeyLength,
        TtlConfig ttl,
        LocalConfig local,
        PromotionConfig promotion,
        FlightConfig flight,
        StaleConfig stale,
        BulkConfig bulk,
        RemoteConfig remote,
        LogConfig log,
        MarkerConfig markers,
        StalenessConfig staleness) {

    static final int LONGEST_KEY = 65_536;

    /**
     * Checks what concerns more than one group.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public CacheConfig {
        Problems problems = new Problems();
        problems.name("name", name);
        problems.within("maxKeyLength", maxKeyLength, 1, LONGEST_KEY);
        Duration limit = flight.maxLoadTime();
        problems.notLonger("log.announceTimeout", log.announceTimeout(), "maxLoadTime", limit);
        problems.notLonger("remote.timeout", remote.timeout(), "maxLoadTime", limit);
        problems.notLonger("remote.leaseTime", remote.leaseTime(), "maxLoadTime", limit);
        problems.notLonger("remote.leaseWait", remote.leaseWait(), "maxLoadTime", limit);
        problems.throwIfAny();
    }

    /** How long a load and a writer may take each. */
    public Duration maxLoadTime() {
        return flight.maxLoadTime();
    }

    /** How long the marks of a write live in the remote tier, and how long a changed key is remembered. */
    public Duration fence() {
        return flight.maxLoadTime().plus(remote.fenceSlack());
    }

    /**
     * How long the place of a write can be found in the remote tier where the next one goes on from it: twice as long as that
     * looks for it, since nodes hear of a write at different times.
     */
    public Duration placeTime() {
        return fence().multipliedBy(2);
    }
}
