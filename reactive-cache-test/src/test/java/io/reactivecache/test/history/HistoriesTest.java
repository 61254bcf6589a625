package io.reactivecache.test.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Promise 4, that a late fill never overwrites an invalidation, in random histories of two or three real caches: see {@link
 * Ledger} for what must hold in each.
 *
 * <p>A history that goes wrong is told step by step with its seed. To run it alone: {@code -Dhistories=1
 * -Dhistories.from=<seed>}.
 */
class HistoriesTest {

    private static final long FROM = Long.getLong("histories.from", 0);
    private static final long HISTORIES = Long.getLong("histories", 300_000);
    private static final long ENOUGH_TO_SEE_ALL = 10_000;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void noLateStepBringsBackAnOlderValue(TestReporter reporter) {
        Tally tally = run(Runtime.getRuntime().availableProcessors());

        reporter.publishEntry("histories", tally.toString());
        assertThat(tally.of(Event.HISTORY)).isEqualTo(HISTORIES);
        if (HISTORIES >= ENOUGH_TO_SEE_ALL) {
            assertThat(tally.of(Event.TRANSACTIONS)).isGreaterThan(HISTORIES / 10);
            assertThat(Event.values())
                    .allSatisfy(
                            event -> assertThat(tally.of(event)).as("%s", event).isPositive());
        }
    }

    private static Tally run(int drivers) {
        AtomicBoolean wentWrong = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(drivers);
        try {
            List<CompletableFuture<Tally>> runs = IntStream.range(0, drivers)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> new Driver(new Trace(false)).run(FROM + number, FROM + HISTORIES, drivers, wentWrong),
                            threads))
                    .toList();
            Tally all = new Tally();
            runs.forEach(run -> all.add(run.join()));
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSeedIsTheSameHistoryWhateverRanBefore() {
        Trace trace = new Trace(true);
        Driver driver = new Driver(trace);
        for (long seed = 0; seed < 200; seed++) {
            driver.run(seed);

            assertThat(trace.lines()).as("seed %d", seed).isEqualTo(Driver.replay(seed));
        }
    }
}
