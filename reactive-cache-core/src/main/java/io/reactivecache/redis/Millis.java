package io.reactivecache.redis;

import java.time.Duration;

/** Durations as whole milliseconds, from 0 to a hundred years, so that their sum with a time of day cannot overflow. */
final class Millis {

    /** The longest time written down. */
    static final long LONGEST = 36_525L * 24 * 60 * 60 * 1000;

    private Millis() {}

    /** A time rounded down. */
    static long of(Duration time) {
        return within(time, LONGEST);
    }

    /** A time rounded down, at most as given. */
    static long within(Duration time, long max) {
        if (time.isNegative()) {
            return 0;
        }
        return time.toSeconds() > max / 1000 ? max : Math.min(time.toMillis(), max);
    }

    /** The time a fence lives: rounded up, and at least 1 since Redis knows no shorter one. */
    static long fence(Duration time) {
        return of(time) + 1;
    }
}
