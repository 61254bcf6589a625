package io.reactivecache.spi;

/** Every step of a cache whose time is measured: from its beginning until it has ended, failed or was cancelled. */
public enum CacheTimer {
    /** A load of one key. What a limiter makes it wait is part of it. */
    LOAD("cache.load"),
    /** A read of one key of the remote tier, within its time limit; not one the guard turned away. */
    REMOTE_READ("cache.remote"),
    /** An append of the record of a write to one partition of the log. */
    APPEND("cache.append");

    private final String stepName;

    CacheTimer(String stepName) {
        this.stepName = stepName;
    }

    /** The name of what is observed of it. */
    public String observationName() {
        return stepName;
    }

    /** The name of the meter. */
    public String meterName() {
        return stepName + ".time";
    }
}
