package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;

/** Collects how many keys are read at once. */
public final class BulkConfigBuilder {

    private int maxKeys = 1_000;
    private Duration maxWait = Duration.ofMillis(2);
    private int concurrency = 256;

    BulkConfigBuilder() {}

    /** How many keys one call of a bulk loader gets, and one batch of a stream of keys has. Defaults to 1,000. */
    public BulkConfigBuilder maxKeys(int keys) {
        this.maxKeys = keys;
        return this;
    }

    /** How long a key of a stream waits for others to be read with. Defaults to 2 milliseconds. */
    public BulkConfigBuilder maxWait(Duration value) {
        this.maxWait = Objects.requireNonNull(value, "maxWait");
        return this;
    }

    /** How many keys of one bulk read are loaded side by side by a loader of single keys. Defaults to 256. */
    public BulkConfigBuilder concurrency(int keys) {
        this.concurrency = keys;
        return this;
    }

    BulkConfig build() {
        return new BulkConfig(maxKeys, maxWait, concurrency);
    }
}
