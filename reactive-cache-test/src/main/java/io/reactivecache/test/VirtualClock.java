package io.reactivecache.test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Tells the time of a scheduler whose time is virtual. */
record VirtualClock(VirtualTimeScheduler time) implements InstantSource {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(time.now(TimeUnit.NANOSECONDS));
    }
}
