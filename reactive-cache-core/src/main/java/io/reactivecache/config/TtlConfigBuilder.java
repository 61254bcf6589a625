package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects how long values are fresh. */
public final class TtlConfigBuilder {

    private Duration both = Duration.ofMinutes(10);
    private @Nullable Duration local;
    private @Nullable Duration remote;
    private Duration absent = Duration.ZERO;
    private double jitter;
    private Duration idle = Duration.ZERO;

    TtlConfigBuilder() {}

    /** How long after it was loaded or put a value is fresh in a tier without a ttl of its own. Defaults to 10 minutes. */
    public TtlConfigBuilder both(Duration value) {
        this.both = Objects.requireNonNull(value, "both");
        return this;
    }

    /** How long a value is fresh in the local tier. Defaults to that of both. */
    public TtlConfigBuilder local(Duration value) {
        this.local = Objects.requireNonNull(value, "local");
        return this;
    }

    /** How long a value is fresh in the remote tier. Defaults to that of both. */
    public TtlConfigBuilder remote(Duration value) {
        this.remote = Objects.requireNonNull(value, "remote");
        return this;
    }

    /** How long it is remembered that the loader found no value. Defaults to zero: the next read loads again. */
    public TtlConfigBuilder absent(Duration value) {
        this.absent = Objects.requireNonNull(value, "absent");
        return this;
    }

    /**
     * By which part of it the time of each entry is shortened at most, at random, so that entries made together do not end
     * together. Defaults to 0; 1 is all of it.
     */
    public TtlConfigBuilder jitter(double fraction) {
        this.jitter = fraction;
        return this;
    }

    /**
     * Ends an entry of the local tier that was not read for this long, even if it is still fresh. Defaults to zero: reads
     * do not matter.
     */
    public TtlConfigBuilder idle(Duration value) {
        this.idle = Objects.requireNonNull(value, "idle");
        return this;
    }

    TtlConfig build(Corrections corrections) {
        return new TtlConfig(
                local == null ? both : local,
                remote == null ? both : remote,
                absent,
                corrections.atMost("ttl.jitter", jitter, 1),
                idle);
    }
}
