package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects how changes get into the log and out of it. */
public final class LogConfigBuilder {

    private @Nullable Duration announceTimeout;
    private Duration reconnectBackoff = Duration.ofSeconds(1);
    private int maxWrites = 100_000;
    private Announcement announcement = Announcement.AWAIT;
    private int maxQueued = 10_000;
    private Duration heartbeat = Duration.ZERO;

    LogConfigBuilder() {}

    /**
     * How long a write waits for the log, once to acknowledge and once to deliver. Defaults to 10 seconds, or to
     * {@code maxLoadTime} if that is shorter.
     */
    public LogConfigBuilder announceTimeout(Duration value) {
        this.announceTimeout = Objects.requireNonNull(value, "announceTimeout");
        return this;
    }

    /** The longest pause between two attempts to reach the log. Defaults to 1 second. */
    public LogConfigBuilder reconnectBackoff(Duration value) {
        this.reconnectBackoff = Objects.requireNonNull(value, "reconnectBackoff");
        return this;
    }

    /** How many writes may be under way. Defaults to 100,000. */
    public LogConfigBuilder maxWrites(int writes) {
        this.maxWrites = writes;
        return this;
    }

    /** What a write does that the log does not acknowledge. Defaults to {@link Announcement#AWAIT}. */
    public LogConfigBuilder announcement(Announcement value) {
        this.announcement = Objects.requireNonNull(value, "announcement");
        return this;
    }

    /** How many invalidations of different keys may wait for the log. Defaults to 10,000. */
    public LogConfigBuilder maxQueued(int invalidations) {
        this.maxQueued = invalidations;
        return this;
    }

    /**
     * How often each node of this cache writes into the log that it is there, so that the others can tell who is. Defaults to
     * zero: never. Not below a few seconds; all nodes have to know this kind of record before the first one writes it.
     */
    public LogConfigBuilder heartbeat(Duration value) {
        this.heartbeat = Objects.requireNonNull(value, "heartbeat");
        return this;
    }

    LogConfig build(Duration maxLoadTime, Corrections corrections) {
        Duration given =
                announceTimeout == null ? Problems.atMost(maxLoadTime, Duration.ofSeconds(10)) : announceTimeout;
        return new LogConfig(
                corrections.atMost("log.announceTimeout", given, maxLoadTime),
                reconnectBackoff,
                maxWrites,
                announcement,
                maxQueued,
                heartbeat);
    }
}
