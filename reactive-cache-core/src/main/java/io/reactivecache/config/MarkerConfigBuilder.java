package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;

/** Collects what is kept of wide invalidations. */
public final class MarkerConfigBuilder {

    private int maxMarkers = 1_000;
    private Duration sweepInterval = Duration.ofSeconds(10);
    private int sweepRate = 20_000;

    MarkerConfigBuilder() {}

    /**
     * How many wide invalidations of different entries are told apart until what they made invalid is removed; more become
     * one of every entry. Defaults to 1,000.
     */
    public MarkerConfigBuilder maxMarkers(int markers) {
        this.maxMarkers = markers;
        return this;
    }

    /** How often it is looked whether something is left to be removed. Defaults to 10 seconds. */
    public MarkerConfigBuilder sweepInterval(Duration value) {
        this.sweepInterval = Objects.requireNonNull(value, "sweepInterval");
        return this;
    }

    /** How many keys of the remote tier are gone through in a second to remove them. Defaults to 20,000. */
    public MarkerConfigBuilder sweepRate(int keys) {
        this.sweepRate = keys;
        return this;
    }

    MarkerConfig build() {
        return new MarkerConfig(maxMarkers, sweepInterval, sweepRate);
    }
}
