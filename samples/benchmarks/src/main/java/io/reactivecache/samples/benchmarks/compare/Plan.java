package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param rounds how often all contenders have their turn; the median is shown
 * @param warmUp how long each works before that, at every turn of a JVM of its own, or once
 * @param turn how long each is measured at a turn
 */
record Plan(int rounds, Duration warmUp, Duration turn) {

    /** Half an hour. */
    static final Plan WHOLE = new Plan(5, Duration.ofSeconds(3), Duration.ofSeconds(2));

    /** Less than eight minutes on two cores. */
    static final Plan QUICK = new Plan(3, Duration.ofMillis(1_000), Duration.ofMillis(500));

    boolean isQuick() {
        return this == QUICK;
    }
}
