package io.reactivecache.samples.benchmarks.invalidation;

import java.time.Duration;
import java.util.List;

/**
 * Rates and times of a run.
 *
 * @param warmUp how long each contender is used before it is measured
 * @param inProcess how long the log in the process is measured
 * @param step how long each rate is measured over the other logs
 * @param rates those rates, in each second, from the lowest on
 */
public record Plan(Duration warmUp, Duration inProcess, Duration step, List<Integer> rates) {

    /** The rate over the log in the process. */
    static final int IN_PROCESS_RATE = 100_000;

    /** The rate over the other logs before it is measured: the JVM compiles what is used often. */
    static final int WARM_UP_RATE = 10_000;

    /** Takes about two minutes. */
    public static final Plan WHOLE = new Plan(
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            List.of(2_500, 5_000, 10_000, 20_000, 40_000));

    /** Shows that it runs, in half a minute. */
    public static final Plan QUICK =
            new Plan(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(1), List.of(2_500, 10_000));
}
