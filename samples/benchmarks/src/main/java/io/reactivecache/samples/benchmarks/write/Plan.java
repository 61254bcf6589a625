package io.reactivecache.samples.benchmarks.write;

import java.time.Duration;
import java.util.List;

/**
 * How long is measured.
 *
 * @param warmUp how often all are tried before that, as the JVM compiles what is used often
 * @param rounds how often all are tried, in turn; the median is shown
 * @param time how long puts are made in each trial
 */
public record Plan(int warmUp, int rounds, Duration time) {

    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int CALLERS = 256;

    /** Takes about three minutes. */
    public static final Plan WHOLE = new Plan(2, 5, Duration.ofSeconds(3));

    /** Shows that it runs. */
    public static final Plan QUICK = new Plan(1, 1, Duration.ofSeconds(1));

    /** Everything that is compared. */
    List<Trial> trials() {
        return List.of(
                new Trial(Way.THROUGH, 1, FEW, time),
                new Trial(Way.DEFERRED, 1, FEW, time),
                new Trial(Way.THROUGH, CALLERS, FEW, time),
                new Trial(Way.DEFERRED, CALLERS, FEW, time),
                new Trial(Way.DEFERRED_IN_MEMORY, CALLERS, FEW, time),
                new Trial(Way.EVENTUAL, CALLERS, FEW, time),
                new Trial(Way.EVENTUAL, CALLERS, MANY, time));
    }
}
