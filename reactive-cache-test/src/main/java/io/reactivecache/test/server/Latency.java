package io.reactivecache.test.server;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long bytes take in one direction of a {@link FaultyProxy}. Compared by identity: setting it anew is a change. */
final class Latency {

    /** What arrives goes on at once. */
    static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    private final long delay;
    private final long jitter;

    Latency(Duration delay, Duration jitter) {
        this.delay = notNegative("delay", delay);
        this.jitter = notNegative("jitter", jitter);
    }

    private static long notNegative(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + ": " + time + " (expected: >= 0)");
        }
        return time.toNanos();
    }

    /** The delay of the next bytes, in nanoseconds. */
    long next() {
        return jitter == 0 ? delay : delay + ThreadLocalRandom.current().nextLong(jitter + 1);
    }
}
