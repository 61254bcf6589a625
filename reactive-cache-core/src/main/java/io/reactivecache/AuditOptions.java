package io.reactivecache;

import java.time.Duration;

/**
 * How the consistency of a cache is audited. Immutable; each setting gives a copy.
 *
 * @param sample how many keys of the local tier are looked at
 * @param bound for how long a value may differ before that is reported
 * @param concurrency how many keys are looked at at a time
 * @param source true if the loader may be called to see what is right
 * @param repair true if keys that differ for too long are invalidated
 */
public record AuditOptions(int sample, Duration bound, int concurrency, boolean source, boolean repair) {

    private static final AuditOptions DEFAULTS = new AuditOptions(100, Duration.ofSeconds(5), 8, false, false);

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a number is less than 1, or the bound negative
     */
    public AuditOptions {
        checkPositive("sample", sample);
        checkPositive("concurrency", concurrency);
        Durations.checkNotNegative("bound", bound);
    }

    /** A hundred keys, eight at a time, may differ for five seconds; the loader is not called, and nothing is repaired. */
    public static AuditOptions defaults() {
        return DEFAULTS;
    }

    /** How many keys of the local tier are looked at, drawn at random. */
    public AuditOptions sample(int keys) {
        return new AuditOptions(keys, bound, concurrency, source, repair);
    }

    /** For how long a value may differ before that is reported: the cache's bound of staleness, or longer. */
    public AuditOptions bound(Duration time) {
        return new AuditOptions(sample, time, concurrency, source, repair);
    }

    /** How many keys are looked at at a time. */
    public AuditOptions concurrency(int keys) {
        return new AuditOptions(sample, bound, keys, source, repair);
    }

    /** Calls the loader, up to twice for each key: without it only the tiers are compared with each other. */
    public AuditOptions withSource() {
        return new AuditOptions(sample, bound, concurrency, true, repair);
    }

    /** Invalidates what differs for too long. */
    public AuditOptions repairing() {
        return new AuditOptions(sample, bound, concurrency, source, true);
    }

    private static void checkPositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
        }
    }
}
