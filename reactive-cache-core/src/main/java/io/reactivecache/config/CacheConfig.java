package io.reactivecache.config;

import java.time.Duration;
import java.util.Set;

/**
 * The settings of one cache. Immutable and valid: made by {@link CacheConfigBuilder}.
 *
 * @param name the name of the cache: its namespace in the remote tier and in the log
 * @param ttl how long after it was loaded or put a value may be answered by a tier without a ttl of its own
 * @param localTtl how long after it was loaded or put a value may be answered by the local tier
 * @param remoteTtl how long after it was loaded or put a value may be answered by the remote tier
 * @param maximumSize the number of entries the local tier holds; {@link Long#MAX_VALUE} if it is bounded by bytes
 * @param maximumBytes the size of the values the local tier holds, as measured by the cache's sizer;
 *     {@link Long#MAX_VALUE} if it is bounded by entries
 * @param maxLoadTime how long a load may take, and how long a writer may take
 * @param announceTimeout how long a write waits for the log to acknowledge its record, and again to deliver it
 * @param fenceSlack how much longer than {@code maxLoadTime} the marks of a write outlive it
 * @param remoteTimeout how long a read waits for the remote tier before it goes on without
 * @param reconnectBackoff the longest pause between two attempts to reach the log
 * @param maxKeyLength the longest form of a key, in ASCII characters as it is written down
 * @param maxRecentKeys how many keys that changed within a fence time the node remembers, and as many of the time before
 * @param maxFlights how many loads may be in flight
 * @param maxWrites how many writes may be under way
 * @param maxBackground how many fills and settlements of the remote tier may be under way
 * @param maxRepairs how many keys may wait for the remote tier to come back
 * @param contextKeys the keys of the Context that a load is given; all others stay with the caller
 */
public record CacheConfig(
        String name,
        Duration ttl,
        Duration localTtl,
        Duration remoteTtl,
        long maximumSize,
        long maximumBytes,
        Duration maxLoadTime,
        Duration announceTimeout,
        Duration fenceSlack,
        Duration remoteTimeout,
        Duration reconnectBackoff,
        int maxKeyLength,
        int maxRecentKeys,
        int maxFlights,
        int maxWrites,
        int maxBackground,
        int maxRepairs,
        Set<Object> contextKeys) {

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public CacheConfig {
        contextKeys = Set.copyOf(contextKeys);
        Problems problems = new Problems();
        problems.name("name", name);
        problems.positive("ttl", ttl);
        if (!localTtl.equals(ttl)) {
            problems.positive("localTtl", localTtl);
        }
        if (!remoteTtl.equals(ttl)) {
            problems.positive("remoteTtl", remoteTtl);
        }
        problems.check(
                maximumSize == Long.MAX_VALUE || maximumBytes == Long.MAX_VALUE,
                "maximumSize",
                maximumSize,
                "not set together with maximumBytes");
        problems.atLeast("maximumSize", maximumSize, 1);
        problems.atLeast("maximumBytes", maximumBytes, 1);
        problems.positive("maxLoadTime", maxLoadTime);
        problems.positive("announceTimeout", announceTimeout);
        problems.notLonger("announceTimeout", announceTimeout, "maxLoadTime", maxLoadTime);
        problems.notNegative("fenceSlack", fenceSlack);
        problems.positive("remoteTimeout", remoteTimeout);
        problems.notLonger("remoteTimeout", remoteTimeout, "maxLoadTime", maxLoadTime);
        problems.positive("reconnectBackoff", reconnectBackoff);
        problems.within("maxKeyLength", maxKeyLength, 1, 65_536);
        problems.atLeast("maxRecentKeys", maxRecentKeys, 1);
        problems.atLeast("maxFlights", maxFlights, 1);
        problems.atLeast("maxWrites", maxWrites, 1);
        problems.atLeast("maxBackground", maxBackground, 1);
        problems.atLeast("maxRepairs", maxRepairs, 1);
        problems.throwIfAny();
    }

    /** How long the marks of a write live in the remote tier, and how long a changed key is remembered. */
    public Duration fence() {
        return maxLoadTime.plus(fenceSlack);
    }
}
