package io.reactivecache;

import java.time.Duration;
import java.util.Objects;

/**
 * How long one kind of step took on one node, however it ended. The percentiles are of the steps of about the last two
 * minutes; each is at most an eighth above the exact one and never below it, and an hour stands for whatever is longer.
 *
 * @param count how many there were since the cache was built
 * @param total the time spent in them, added up
 * @param p50 half of the recent ones took no longer than this; zero if there were none
 * @param p95 95 of 100 took no longer
 * @param p99 99 of 100 took no longer
 */
public record Timing(long count, Duration total, Duration p50, Duration p95, Duration p99) {

    /** Of a step that never was. */
    public static final Timing NONE = new Timing(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public Timing {
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(p50, "p50");
        Objects.requireNonNull(p95, "p95");
        Objects.requireNonNull(p99, "p99");
    }

    /** The time a step took on average since the cache was built; zero if there were none. */
    public Duration mean() {
        return count == 0 ? Duration.ZERO : total.dividedBy(count);
    }
}
