package io.reactivecache.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects how loads are shared and how long they are waited for. */
public final class FlightConfigBuilder {

    private Duration maxLoadTime = Duration.ofSeconds(30);
    private @Nullable Duration softTimeout;
    private @Nullable Duration hardTimeout;
    private @Nullable Duration waitTimeout;
    private WhenAbandoned whenAbandoned = WhenAbandoned.COMPLETE;
    private int maxFlights = 100_000;
    private final Set<Object> contextKeys = new HashSet<>(Set.of("micrometer.observation"));

    FlightConfigBuilder() {}

    /** How long a load and a writer may take each; a load is cancelled then. Defaults to 30 seconds. */
    public FlightConfigBuilder maxLoadTime(Duration value) {
        this.maxLoadTime = Objects.requireNonNull(value, "maxLoadTime");
        return this;
    }

    /**
     * How long a caller waits before it is answered a stale value, if one is at hand; the load goes on. Defaults to
     * {@link #hardTimeout}. What stale means and how old it may be is set by {@code stale}.
     */
    public FlightConfigBuilder softTimeout(Duration value) {
        this.softTimeout = Objects.requireNonNull(value, "softTimeout");
        return this;
    }

    /**
     * How long the caller that starts a load waits for it, the remote tier included, before it errors; the load goes on.
     * Defaults to {@link #maxLoadTime}.
     */
    public FlightConfigBuilder hardTimeout(Duration value) {
        this.hardTimeout = Objects.requireNonNull(value, "hardTimeout");
        return this;
    }

    /** How long a caller waits for a load that another one started. Defaults to {@link #hardTimeout}. */
    public FlightConfigBuilder waitTimeout(Duration value) {
        this.waitTimeout = Objects.requireNonNull(value, "waitTimeout");
        return this;
    }

    /** What becomes of a load when all who waited for it have cancelled. Defaults to {@link WhenAbandoned#COMPLETE}. */
    public FlightConfigBuilder whenAbandoned(WhenAbandoned value) {
        this.whenAbandoned = Objects.requireNonNull(value, "whenAbandoned");
        return this;
    }

    /** How many loads may be in flight. Defaults to 100,000. */
    public FlightConfigBuilder maxFlights(int flights) {
        this.maxFlights = flights;
        return this;
    }

    /** Passes a key of the first caller's Context on to loads. Defaults to Micrometer's observation only. */
    public FlightConfigBuilder contextKey(Object key) {
        this.contextKeys.add(Objects.requireNonNull(key, "contextKey"));
        return this;
    }

    Duration maxLoadTime() {
        return maxLoadTime;
    }

    FlightConfig build(Corrections corrections) {
        Duration hard = hardTimeout == null ? maxLoadTime : hardTimeout;
        Duration cut = corrections.atMost("hardTimeout", hard, maxLoadTime);
        return new FlightConfig(
                maxLoadTime,
                softTimeout == null ? cut : corrections.atMost("softTimeout", softTimeout, maxLoadTime),
                cut,
                waitTimeout == null ? cut : corrections.atMost("waitTimeout", waitTimeout, maxLoadTime),
                whenAbandoned,
                maxFlights,
                contextKeys);
    }
}
