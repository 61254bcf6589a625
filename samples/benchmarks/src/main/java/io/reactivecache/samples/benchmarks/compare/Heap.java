package io.reactivecache.samples.benchmarks.compare;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What is alive on the heap. */
final class Heap {

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final int MOST_TIMES = 10;
    private static final int STABLE = 16 * 1_024;

    private Heap() {}

    /** The bytes in use once collecting garbage does not change them any more. */
    static long used() {
        long before = Long.MAX_VALUE;
        for (int times = 0; times < MOST_TIMES; times++) {
            System.gc();
            long now = MEMORY.getHeapMemoryUsage().getUsed();
            if (Math.abs(before - now) < STABLE) {
                return now;
            }
            before = now;
        }
        return before;
    }
}
