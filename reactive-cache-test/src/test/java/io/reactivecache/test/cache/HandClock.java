package io.reactivecache.test.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is set. */
final class HandClock implements InstantSource {

    private final AtomicLong millis = new AtomicLong(1_000_000);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    /** Moves the clock on. */
    void advance(Duration time) {
        millis.addAndGet(time.toMillis());
    }
}
