package io.reactivecache.config;

import io.reactivecache.Durability;
import java.time.Duration;
import java.util.Objects;

/** Collects how writes are applied later than they are answered. */
public final class WriteBehindConfigBuilder {

    private static final long MEBIBYTE = 1L << 20;

    private Durability durability = Durability.IMMEDIATE;
    private int maxRecords = 100_000;
    private long maxBytes = 64 * MEBIBYTE;
    private WhenFull whenFull = WhenFull.WAIT;
    private Duration maxWait = Duration.ofSeconds(10);
    private int maxWaiting = 10_000;
    private int batchSize = 500;
    private Duration batchTime = Duration.ofMillis(50);
    private int batches = 4;
    private int isolations = 16;
    private Duration writeTimeout = Duration.ofSeconds(10);
    private int attempts = 3;
    private Duration retryBackoff = Duration.ofMillis(100);
    private Duration maxBackoff = Duration.ofSeconds(10);
    private Duration closeTimeout = Duration.ofSeconds(30);

    WriteBehindConfigBuilder() {}

    /** What a write has survived when it is answered, if it does not say so itself. Defaults to IMMEDIATE. */
    public WriteBehindConfigBuilder durability(Durability value) {
        this.durability = Objects.requireNonNull(value, "durability");
        return this;
    }

    /** How many writes may wait to be applied. Defaults to 100,000. */
    public WriteBehindConfigBuilder maxRecords(int records) {
        this.maxRecords = records;
        return this;
    }

    /** How many bytes the writes may have that wait to be applied. Defaults to 64 MiB. */
    public WriteBehindConfigBuilder maxBytes(long bytes) {
        this.maxBytes = bytes;
        return this;
    }

    /** What a write does while there is no room. Defaults to {@link WhenFull#WAIT}. */
    public WriteBehindConfigBuilder whenFull(WhenFull value) {
        this.whenFull = Objects.requireNonNull(value, "whenFull");
        return this;
    }

    /** How long a write waits for room, or for the journal to deliver what was left from before. Defaults to 10 seconds. */
    public WriteBehindConfigBuilder maxWait(Duration value) {
        this.maxWait = Objects.requireNonNull(value, "maxWait");
        return this;
    }

    /** How many writes may wait for room. Defaults to 10,000. */
    public WriteBehindConfigBuilder maxWaiting(int writes) {
        this.maxWaiting = writes;
        return this;
    }

    /** How many keys are written at once at most. Defaults to 500. */
    public WriteBehindConfigBuilder batchSize(int keys) {
        this.batchSize = keys;
        return this;
    }

    /** How long a batch waits to become full. Defaults to 50 milliseconds. */
    public WriteBehindConfigBuilder batchTime(Duration value) {
        this.batchTime = Objects.requireNonNull(value, "batchTime");
        return this;
    }

    /** How many batches are written at the same time. Defaults to 4. */
    public WriteBehindConfigBuilder batches(int atOnce) {
        this.batches = atOnce;
        return this;
    }

    /**
     * How many batches that have failed are taken apart at the same time, beside the others, each by four calls of the writer at
     * most. Defaults to 16.
     */
    public WriteBehindConfigBuilder isolations(int atOnce) {
        this.isolations = atOnce;
        return this;
    }

    /** How long the writing of a batch may take; what takes longer has failed. Defaults to 10 seconds. */
    public WriteBehindConfigBuilder writeTimeout(Duration value) {
        this.writeTimeout = Objects.requireNonNull(value, "writeTimeout");
        return this;
    }

    /**
     * How often a batch that fails is written whole before it is taken apart, while nothing else succeeds either, and how often a
     * write fails alone, while others succeed, before it is given up. Defaults to 3.
     */
    public WriteBehindConfigBuilder attempts(int times) {
        this.attempts = times;
        return this;
    }

    /** The first pause after a failure; each is twice the one before, and half of it at random. Defaults to 100 ms. */
    public WriteBehindConfigBuilder retryBackoff(Duration value) {
        this.retryBackoff = Objects.requireNonNull(value, "retryBackoff");
        return this;
    }

    /** The longest pause after a failure. Defaults to 10 seconds. */
    public WriteBehindConfigBuilder maxBackoff(Duration value) {
        this.maxBackoff = Objects.requireNonNull(value, "maxBackoff");
        return this;
    }

    /** How long closing waits until everything is applied. Defaults to 30 seconds. */
    public WriteBehindConfigBuilder closeTimeout(Duration value) {
        this.closeTimeout = Objects.requireNonNull(value, "closeTimeout");
        return this;
    }

    /**
     * Checks the settings.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public WriteBehindConfig build() {
        return new WriteBehindConfig(
                durability,
                maxRecords,
                maxBytes,
                whenFull,
                maxWait,
                maxWaiting,
                batchSize,
                batchTime,
                batches,
                isolations,
                writeTimeout,
                attempts,
                retryBackoff,
                maxBackoff,
                closeTimeout);
    }
}
