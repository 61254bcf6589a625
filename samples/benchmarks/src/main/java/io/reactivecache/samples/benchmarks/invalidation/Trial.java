package io.reactivecache.samples.benchmarks.invalidation;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Changes at a fixed rate, each due at its time whatever became of those before it: a contender that cannot keep up has its
 * delay counted. One that is too far behind is made no further changes.
 */
final class Trial {

    private static final long SECOND = 1_000_000_000;
    private static final long HEAD_START = SECOND / 20;
    private static final long TOO_FAR_BEHIND = 3 * SECOND;
    private static final long PATIENCE = 10 * SECOND;
    private static final long LATE = SECOND / 10;
    private static final long POLL = 200_000;
    private static final double SUSTAINED = 0.95;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Contender contender;
    private final int rate;
    private final int due;
    private final Receipts receipts;
    private final Arrivals arrivals;
    private final long cpuBefore;
    private final long start;

    private Trial(Contender contender, int rate, Duration time) {
        this.contender = contender;
        this.rate = rate;
        this.due = Math.toIntExact(rate * time.toMillis() / 1_000);
        this.receipts = new Receipts(due);
        this.arrivals = contender.prepare(due);
        this.cpuBefore = SYSTEM.getProcessCpuTime();
        this.start = System.nanoTime() + HEAD_START;
    }

    /** Makes changes for that time and waits until they have come, or no longer will. */
    static Figures run(String log, Contender contender, int rate, Duration time) {
        Trial trial = new Trial(contender, rate, time);
        int made = trial.makeChanges();
        long patient = System.nanoTime() + PATIENCE;
        await(() -> trial.receipts.settled() == made, patient);
        await(() -> trial.receipts.haveArrived(trial.arrivals, made), patient);
        return trial.figures(log, made, SYSTEM.getProcessCpuTime() - trial.cpuBefore);
    }

    private int makeChanges() {
        for (int number = 0; number < due; number++) {
            long now = System.nanoTime();
            for (long at = dueAt(number); now < at; now = System.nanoTime()) {
                LockSupport.parkNanos(at - now);
            }
            if (now - dueAt(number) > TOO_FAR_BEHIND) {
                return number;
            }
            contender.change(number, receipts);
        }
        return due;
    }

    private long dueAt(int number) {
        return start + number * SECOND / rate;
    }

    private static void await(BooleanSupplier done, long until) {
        while (!done.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(POLL);
        }
    }

    private Figures figures(String log, int made, long cpu) {
        long[] delays = new long[made];
        long last = start;
        int came = 0;
        for (int number = 0; number < made; number++) {
            long arrival = receipts.arrival(number, arrivals);
            if (arrival != Arrivals.NEVER) {
                delays[came++] = arrival - dueAt(number);
                last = Math.max(last, arrival);
            }
        }
        return figures(log, made, Arrays.copyOf(delays, came), last - start, cpu);
    }

    private Figures figures(String log, int made, long[] delays, long took, long cpu) {
        Arrays.sort(delays);
        long achieved = took == 0 ? 0 : delays.length * SECOND / took;
        int failed = receipts.failures();
        return new Figures(
                log,
                contender.name(),
                rate,
                made,
                achieved,
                millis(delays, 0.5),
                millis(delays, 0.99),
                millis(delays, 1),
                Arrays.stream(delays).filter(delay -> delay > LATE).count(),
                failed,
                receipts.reasons(),
                made - failed - delays.length,
                contender.left(made),
                delays.length == due && achieved >= rate * SUSTAINED,
                cpu / 1e3 / made,
                SYSTEM.getSystemLoadAverage());
    }

    private static double millis(long[] sorted, double part) {
        int index = (int) Math.ceil(part * sorted.length) - 1;
        return sorted.length == 0 ? Double.NaN : Math.max(0, sorted[Math.max(0, index)]) / 1e6;
    }
}
