package io.reactivecache.config;

import java.time.Duration;

/**
 * How many keys are read at once.
 *
 * @param maxKeys how many keys one call of a bulk loader gets, and one batch of a stream of keys has
 * @param maxWait how long a key of a stream waits for others to be read with
 * @param concurrency how many keys of one bulk read are loaded side by side by a loader of single keys
 */
public record BulkConfig(int maxKeys, Duration maxWait, int concurrency) {

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public BulkConfig {
        Problems problems = new Problems();
        problems.atLeast("bulk.maxKeys", maxKeys, 1);
        problems.positive("bulk.maxWait", maxWait);
        problems.atLeast("bulk.concurrency", concurrency, 1);
        problems.throwIfAny();
    }
}
