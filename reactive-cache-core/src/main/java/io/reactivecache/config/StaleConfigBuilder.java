package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;

/** Collects what may be answered of a value that is no longer fresh, and when a fresh one is refreshed. */
public final class StaleConfigBuilder {

    private Duration max = Duration.ZERO;
    private Duration revalidate = Duration.ZERO;
    private Duration throttle = Duration.ofSeconds(1);
    private double eager = 1;
    private double early;

    StaleConfigBuilder() {}

    /**
     * How long past its ttl a value may be answered when the load fails, or is not done within the soft timeout. Defaults
     * to zero: never.
     */
    public StaleConfigBuilder max(Duration value) {
        this.max = Objects.requireNonNull(value, "max");
        return this;
    }

    /** How long past its ttl a value is answered at once while it is refreshed behind. Defaults to zero: never. */
    public StaleConfigBuilder revalidate(Duration value) {
        this.revalidate = Objects.requireNonNull(value, "revalidate");
        return this;
    }

    /**
     * How long after a failed load the stale or default value is answered without another try. Defaults to 1 second; zero:
     * each read tries.
     */
    public StaleConfigBuilder throttle(Duration value) {
        this.throttle = Objects.requireNonNull(value, "throttle");
        return this;
    }

    /**
     * The part of its ttl after which a read of a fresh value, or of a known absence, refreshes it behind, 0 to 1. Defaults
     * to 1: not before its end.
     */
    public StaleConfigBuilder eager(double fraction) {
        this.eager = fraction;
        return this;
    }

    /**
     * The &beta; with which reads refresh a fresh value the more likely, the nearer its end and the longer its load took
     * (XFetch). 1 is the usual value, more is earlier. Defaults to 0: none.
     */
    public StaleConfigBuilder early(double beta) {
        this.early = beta;
        return this;
    }

    StaleConfig build(Corrections corrections) {
        return new StaleConfig(max, revalidate, throttle, corrections.atMost("stale.eager", eager, 1), early);
    }
}
