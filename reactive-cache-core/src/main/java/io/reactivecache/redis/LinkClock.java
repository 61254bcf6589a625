package io.reactivecache.redis;

import java.util.function.LongSupplier;

/**
 * The clock of a Redis server as seen from here: an offset to {@link System#nanoTime()}.
 *
 * <p>Redis told its time somewhere between the question and the answer, so that a sample gives two bounds for the offset.
 * The offset is kept while it lies within the bounds of the newest sample and becomes the lower one otherwise: this clock
 * is behind by at most one round trip and never ahead, and a deadline made with it never comes too late. A clock that
 * was set back is followed with the next sample.
 */
final class LinkClock {

    /**
     * A time told by Redis.
     *
     * @param asked when it was asked, in nanoseconds of this machine
     * @param answered when it had answered, likewise
     * @param micros the time told, in microseconds since 1970
     */
    record Sample(long asked, long answered, long micros) {

        private long lowest() {
            return micros - answered / 1000 - 1;
        }

        private long highest() {
            return micros - asked / 1000 + 1;
        }
    }

    private final LongSupplier nanoTime;
    private volatile long offset;

    LinkClock(LongSupplier nanoTime, Sample first) {
        this.nanoTime = nanoTime;
        this.offset = first.lowest();
    }

    /** Takes a new sample into account. */
    void correct(Sample sample) {
        if (offset < sample.lowest() || offset > sample.highest()) {
            offset = sample.lowest();
        }
    }

    /** The time of Redis in milliseconds since 1970. */
    long now() {
        return Math.floorDiv(nanoTime.getAsLong() / 1000 + offset, 1000L);
    }
}
