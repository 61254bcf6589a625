package io.reactivecache.samples.storefront.replay;

import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.ExitCodeGenerator;

/**
 * What came of a replay.
 *
 * @param accesses how many lines the trace has
 * @param nodes how many nodes were asked in turn
 * @param time how long it took
 * @param local reads that the local tier answered
 * @param remote reads that the remote tier answered
 * @param loaded reads that the database answered
 * @param writes price changes that were acknowledged
 * @param wrong answers that were not the truth
 * @param failed requests that were not answered, or not with 200
 * @param firstFailure the first of these in words, empty if there is none
 */
public record ReplayReport(
        int accesses,
        int nodes,
        Duration time,
        long local,
        long remote,
        long loaded,
        long writes,
        long wrong,
        long failed,
        String firstFailure)
        implements ExitCodeGenerator {

    /** 0 if every request was answered with the truth, else 1. */
    @Override
    public int getExitCode() {
        return wrong == 0 && failed == 0 ? 0 : 1;
    }

    /** The report as text of several lines. */
    public String text() {
        double seconds = time.toMillis() / 1000.0;
        return String.format(
                Locale.ROOT,
                """
                Replayed %,d accesses on %d nodes in %.1f s.

                  wrong answers   %,d
                  failed          %,d%s
                  reads           %,d, and %,d price changes
                  local tier      %.1f %% of all reads
                  remote tier     %.1f %% of all reads, %.1f %% of those that reached it
                  database        %.1f %% of all reads
                  accesses        %,.0f per second
                """,
                accesses,
                nodes,
                seconds,
                wrong,
                failed,
                firstFailure,
                reads(),
                writes,
                percent(local, reads()),
                percent(remote, reads()),
                percent(remote, remote + loaded),
                percent(loaded, reads()),
                accesses / seconds);
    }

    private long reads() {
        return local + remote + loaded;
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
