package io.reactivecache;

import java.time.Duration;
import java.util.Objects;

/**
 * How a cache is filled ahead of its readers. Immutable; each setting gives a copy.
 *
 * @param concurrency how many keys, or batches of a bulk loader, are loaded side by side
 * @param priority whether it stands back behind readers
 * @param background true if it goes on when its caller cancels
 * @param force true if values that are there are loaded anew
 * @param every how often progress is told
 */
public record WarmOptions(int concurrency, Priority priority, boolean background, boolean force, Duration every) {

    private static final int MAX_CONCURRENCY = 10_000;
    private static final WarmOptions DEFAULTS =
            new WarmOptions(16, Priority.NORMAL, false, false, Duration.ofSeconds(1));

    /** Whether filling stands back behind readers. */
    public enum Priority {
        /** It takes its share. */
        NORMAL,
        /** It pauses while loads for readers are in flight. */
        LOW
    }

    public WarmOptions {
        Objects.requireNonNull(priority, "priority");
        check(concurrency >= 1 && concurrency <= MAX_CONCURRENCY, "concurrency", concurrency, "1 to 10000");
        check(!every.isNegative() && !every.isZero(), "every", every, "> 0");
    }

    /** Sixteen keys at a time, of normal priority, for its caller, only what is not there; progress each second. */
    public static WarmOptions defaults() {
        return DEFAULTS;
    }

    /** How many keys, or batches of a bulk loader, are loaded side by side, 1 to 10,000. */
    public WarmOptions concurrency(int keys) {
        return new WarmOptions(keys, priority, background, force, every);
    }

    /** Whether it stands back behind readers. */
    public WarmOptions priority(Priority value) {
        return new WarmOptions(concurrency, value, background, force, every);
    }

    /** Goes on when its caller cancels, until it is done or the cache is closed. */
    public WarmOptions inBackground() {
        return new WarmOptions(concurrency, priority, true, force, every);
    }

    /** Loads values anew that are there. */
    public WarmOptions forced() {
        return new WarmOptions(concurrency, priority, background, true, every);
    }

    /** How often progress is told. */
    public WarmOptions every(Duration value) {
        return new WarmOptions(concurrency, priority, background, force, value);
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
