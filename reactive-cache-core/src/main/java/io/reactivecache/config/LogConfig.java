package io.reactivecache.config;

import java.time.Duration;

/**
 * How changes get into the log and out of it.
 *
 * @param announceTimeout how long a write waits for the log to acknowledge its record, and again to deliver it
 * @param reconnectBackoff the longest pause between two attempts to reach the log
 * @param maxWrites how many writes may be under way
 * @param announcement what a write does that the log does not acknowledge
 * @param maxQueued how many invalidations may wait for the log
 * @param heartbeat how often a node says that it is there; zero: never
 */
public record LogConfig(
        Duration announceTimeout,
        Duration reconnectBackoff,
        int maxWrites,
        Announcement announcement,
        int maxQueued,
        Duration heartbeat) {

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public LogConfig {
        Problems problems = new Problems();
        problems.positive("log.announceTimeout", announceTimeout);
        problems.positive("log.reconnectBackoff", reconnectBackoff);
        problems.atLeast("maxWrites", maxWrites, 1);
        problems.atLeast("maxQueued", maxQueued, 1);
        problems.notNegative("log.heartbeat", heartbeat);
        problems.throwIfAny();
    }
}
