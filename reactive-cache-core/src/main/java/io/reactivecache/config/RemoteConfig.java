package io.reactivecache.config;

import java.time.Duration;

/**
 * How the remote tier is used.
 *
 * @param timeout how long a call of the remote tier is waited for
 * @param softTimeout how long a read of it is waited for when a stale value is at hand
 * @param fenceSlack how much longer than {@code maxLoadTime} the marks of a write outlive it
 * @param leaseTime how long one node at most keeps the others from loading a key; zero: there are no leases
 * @param leaseWait how long a node waits for the value that another one is loading
 * @param maxRecentKeys how many keys that changed within a fence time the node remembers, and as many of the time before
 * @param maxBackground how many fills and settlements of the remote tier may be under way
 * @param maxRepairs how many keys may wait for the remote tier to come back
 * @param compressionThreshold the least bytes of a value that are compressed
 * @param maxValueBytes the most bytes of a value, before it is compressed
 */
public record RemoteConfig(
        Duration timeout,
        Duration softTimeout,
        Duration fenceSlack,
        Duration leaseTime,
        Duration leaseWait,
        int maxRecentKeys,
        int maxBackground,
        int maxRepairs,
        int compressionThreshold,
        int maxValueBytes) {

    /** Redis holds half a gigabyte under a key, and a value is in memory more than once on its way. */
    private static final int MOST_VALUE_BYTES = 256 << 20;

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public RemoteConfig {
        Problems problems = new Problems();
        problems.positive("remote.timeout", timeout);
        problems.positiveWithin("remote.softTimeout", softTimeout, "remote.timeout", timeout);
        problems.notNegative("fenceSlack", fenceSlack);
        problems.notNegative("remote.leaseTime", leaseTime);
        problems.notNegative("remote.leaseWait", leaseWait);
        problems.atLeast("maxRecentKeys", maxRecentKeys, 1);
        problems.atLeast("maxBackground", maxBackground, 1);
        problems.atLeast("maxRepairs", maxRepairs, 1);
        problems.atLeast("compressionThreshold", compressionThreshold, 0);
        problems.within("maxValueBytes", maxValueBytes, 1, MOST_VALUE_BYTES);
        problems.throwIfAny();
    }

    /** True if one node loads for all. */
    public boolean isLeased() {
        return !leaseTime.isZero();
    }
}
