package io.reactivecache.config;

import io.reactivecache.Durability;
import java.time.Duration;

/**
 * How writes are applied later than they are answered.
 *
 * @param durability what a write has survived when it is answered, if it does not say so itself
 * @param maxRecords how many writes may wait to be applied; as many again that the journal delivers from before, or from
 *     other nodes
 * @param maxBytes how many bytes they may have; as many again likewise
 * @param whenFull what a write does while there is no room
 * @param maxWait how long a write waits for room, or for what the journal has from before
 * @param maxWaiting how many writes may wait for room
 * @param batchSize how many keys are written at once at most
 * @param batchTime how long a batch waits to become full
 * @param batches how many batches are written at the same time
 * @param isolations how many batches that have failed are taken apart at the same time, each by four calls of the writer
 *     at most
 * @param writeTimeout how long the writing of a batch may take
 * @param attempts how often a batch that fails is written whole before it is taken apart, and a write alone before it is given up
 * @param retryBackoff the first pause after a failure; each is twice the one before
 * @param maxBackoff the longest pause after a failure
 * @param closeTimeout how long closing waits until everything is applied
 */
public record WriteBehindConfig(
        Durability durability,
        int maxRecords,
        long maxBytes,
        WhenFull whenFull,
        Duration maxWait,
        int maxWaiting,
        int batchSize,
        Duration batchTime,
        int batches,
        int isolations,
        Duration writeTimeout,
        int attempts,
        Duration retryBackoff,
        Duration maxBackoff,
        Duration closeTimeout) {

    private static final int MOST_AT_ONCE = 1_024;
    private static final int LARGEST_BATCH = 100_000;
    private static final int MOST_ATTEMPTS = 100;

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public WriteBehindConfig {
        Problems problems = new Problems();
        problems.atLeast("writeBehind.maxRecords", maxRecords, 1);
        problems.atLeast("writeBehind.maxBytes", maxBytes, 1);
        problems.positive("writeBehind.maxWait", maxWait);
        problems.atLeast("writeBehind.maxWaiting", maxWaiting, 1);
        problems.within("writeBehind.batchSize", batchSize, 1, LARGEST_BATCH);
        problems.positive("writeBehind.batchTime", batchTime);
        problems.within("writeBehind.batches", batches, 1, MOST_AT_ONCE);
        problems.within("writeBehind.isolations", isolations, 1, MOST_AT_ONCE);
        problems.positive("writeBehind.writeTimeout", writeTimeout);
        problems.within("writeBehind.attempts", attempts, 1, MOST_ATTEMPTS);
        problems.positive("writeBehind.retryBackoff", retryBackoff);
        problems.positive("writeBehind.maxBackoff", maxBackoff);
        problems.notLonger("writeBehind.retryBackoff", retryBackoff, "writeBehind.maxBackoff", maxBackoff);
        problems.positive("writeBehind.closeTimeout", closeTimeout);
        problems.throwIfAny();
    }

    /** Settings to be made. */
    public static WriteBehindConfigBuilder builder() {
        return new WriteBehindConfigBuilder();
    }
}
