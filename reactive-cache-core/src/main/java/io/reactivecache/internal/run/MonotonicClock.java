package io.reactivecache.internal.run;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The time of day when it was made, and from then on the time that has passed: it never jumps when somebody sets the
 * machine's clock, so no entry ends early or late.
 */
public final class MonotonicClock implements InstantSource {

    private final long base = Clock.systemUTC().millis();
    private final long origin = System.nanoTime();

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return base + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - origin);
    }
}
