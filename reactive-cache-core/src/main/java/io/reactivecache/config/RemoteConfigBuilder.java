package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects how the remote tier is used. */
public final class RemoteConfigBuilder {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private @Nullable Duration timeout;
    private @Nullable Duration softTimeout;
    private Duration fenceSlack = Duration.ofSeconds(5);
    private Duration leaseTime = Duration.ZERO;
    private @Nullable Duration leaseWait;
    private int maxRecentKeys = 100_000;
    private int maxBackground = 10_000;
    private int maxRepairs = 10_000;
    private int compressionThreshold = 2_048;
    private int maxValueBytes = 16 << 20;

    RemoteConfigBuilder() {}

    /**
     * How long a call of the remote tier is waited for. Defaults to 1 second, or to {@code maxLoadTime} if that is
     * shorter.
     */
    public RemoteConfigBuilder timeout(Duration value) {
        this.timeout = Objects.requireNonNull(value, "timeout");
        return this;
    }

    /** How long a read of the remote tier is waited for when a stale value is at hand. Defaults to {@link #timeout}. */
    public RemoteConfigBuilder softTimeout(Duration value) {
        this.softTimeout = Objects.requireNonNull(value, "softTimeout");
        return this;
    }

    /** How much longer the marks of a write live than loads may take. Defaults to 5 seconds. */
    public RemoteConfigBuilder fenceSlack(Duration value) {
        this.fenceSlack = Objects.requireNonNull(value, "fenceSlack");
        return this;
    }

    /**
     * Lets one node load for all: it takes a lease of the key in the remote store, for this long at most. Defaults to zero:
     * each node loads for itself. Needs a store that has leases.
     */
    public RemoteConfigBuilder leaseTime(Duration value) {
        this.leaseTime = Objects.requireNonNull(value, "leaseTime");
        return this;
    }

    /** How long a node waits for the value another one is loading, before it loads too. Defaults to {@link #leaseTime}. */
    public RemoteConfigBuilder leaseWait(Duration value) {
        this.leaseWait = Objects.requireNonNull(value, "leaseWait");
        return this;
    }

    /** How many recently changed keys are remembered. Defaults to 100,000. */
    public RemoteConfigBuilder maxRecentKeys(int keys) {
        this.maxRecentKeys = keys;
        return this;
    }

    /** How many fills and settlements of the remote tier may be under way. Defaults to 10,000. */
    public RemoteConfigBuilder maxBackground(int steps) {
        this.maxBackground = steps;
        return this;
    }

    /** How many keys may wait for the remote tier to come back. Defaults to 10,000. */
    public RemoteConfigBuilder maxRepairs(int keys) {
        this.maxRepairs = keys;
        return this;
    }

    /** The least bytes of a value that are compressed, if there is a compression. Defaults to 2,048. */
    public RemoteConfigBuilder compressionThreshold(int bytes) {
        this.compressionThreshold = bytes;
        return this;
    }

    /**
     * The most bytes of a value, before it is compressed; a larger one is not kept remotely. Defaults to 16 MiB, at most
     * 256 MiB.
     */
    public RemoteConfigBuilder maxValueBytes(int bytes) {
        this.maxValueBytes = bytes;
        return this;
    }

    RemoteConfig build(Duration maxLoadTime, Corrections corrections) {
        Duration given = timeout == null ? Problems.atMost(maxLoadTime, DEFAULT_TIMEOUT) : timeout;
        Duration cut = corrections.atMost("remote.timeout", given, maxLoadTime);
        return new RemoteConfig(
                cut,
                softTimeout == null ? cut : corrections.atMost("remote.softTimeout", softTimeout, cut),
                fenceSlack,
                leaseTime,
                leaseWait == null ? leaseTime : leaseWait,
                maxRecentKeys,
                maxBackground,
                maxRepairs,
                compressionThreshold,
                maxValueBytes);
    }
}
