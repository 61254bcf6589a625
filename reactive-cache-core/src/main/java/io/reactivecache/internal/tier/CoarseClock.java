package io.reactivecache.internal.tier;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The time as Caffeine needs it to give up what is over: a reading of the clock that may be some milliseconds old. It is
 * renewed by whoever reads the clock anyway, so that a hit reads the clock once. Nothing is answered by it: each read
 * compares an entry's times with the clock itself.
 */
final class CoarseClock implements Ticker {

    private static final long GRAIN = 10;

    private final InstantSource clock;
    private volatile long last;

    CoarseClock(InstantSource clock) {
        this.clock = clock;
        this.last = clock.millis();
    }

    /** The time in milliseconds. */
    long millis() {
        long now = clock.millis();
        if (now - last > GRAIN || now < last) {
            last = now;
        }
        return now;
    }

    /** The time in milliseconds, and from now on that of Caffeine too. */
    long exact() {
        long now = clock.millis();
        last = now;
        return now;
    }

    @Override
    public long read() {
        return TimeUnit.MILLISECONDS.toNanos(last);
    }
}
