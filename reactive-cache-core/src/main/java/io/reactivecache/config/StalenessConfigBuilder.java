package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects how long a node may go on answering when it hears nothing of the log. */
public final class StalenessConfigBuilder {

    private static final int USUAL_PROBES = 5;

    private Duration maxStaleness = Duration.ofSeconds(5);
    private @Nullable Duration probeInterval;
    private WhenIsolated whenIsolated = WhenIsolated.BYPASS;

    StalenessConfigBuilder() {}

    /**
     * How long after a change was announced a node may still answer what was before it, whatever happened to the log. A node
     * that has heard nothing for so long is isolated. Defaults to 5 seconds.
     */
    public StalenessConfigBuilder maxStaleness(Duration value) {
        this.maxStaleness = Objects.requireNonNull(value, "maxStaleness");
        return this;
    }

    /**
     * How often a node asks the log for its end; shorter than {@link #maxStaleness} by more than two round trips, or the node
     * is isolated between two probes. Defaults to a fifth of {@link #maxStaleness}.
     */
    public StalenessConfigBuilder probeInterval(Duration value) {
        this.probeInterval = Objects.requireNonNull(value, "probeInterval");
        return this;
    }

    /** What a node answers while it is isolated. Defaults to {@link WhenIsolated#BYPASS}. */
    public StalenessConfigBuilder whenIsolated(WhenIsolated value) {
        this.whenIsolated = Objects.requireNonNull(value, "whenIsolated");
        return this;
    }

    StalenessConfig build() {
        return new StalenessConfig(maxStaleness, probeInterval == null ? usual() : probeInterval, whenIsolated);
    }

    private Duration usual() {
        return Problems.atMost(maxStaleness, Duration.ofDays(1_000)).dividedBy(USUAL_PROBES);
    }
}
