package io.reactivecache.samples.benchmarks.invalidation;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where in the log the changes of one trial are, as it was acknowledged. Each change is acknowledged, or fails, once. */
public final class Receipts {

    private static final int NONE = -1;

    private final int[] partitions;
    private final long[] offsets;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Map<String, Integer> reasons = new ConcurrentHashMap<>();

    /** For changes numbered from zero. */
    Receipts(int changes) {
        partitions = new int[changes];
        Arrays.fill(partitions, NONE);
        offsets = new long[changes];
    }

    void acknowledged(int number, int partition, long offset) {
        partitions[number] = partition;
        offsets[number] = offset;
        acknowledged.incrementAndGet();
    }

    void failed(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        reasons.merge(cause.getClass().getSimpleName(), 1, Integer::sum);
        failed.incrementAndGet();
    }

    /** How many have failed. */
    int failures() {
        return failed.get();
    }

    /** Why they have: how many by each kind of error. */
    Map<String, Integer> reasons() {
        return Map.copyOf(reasons);
    }

    /** How many have been acknowledged or have failed. */
    int settled() {
        return acknowledged.get() + failed.get();
    }

    /** True if all readers are through with every change that was acknowledged; to be asked once all are settled. */
    boolean haveArrived(Arrivals arrivals, int changes) {
        for (int number = changes - 1; number >= 0; number--) {
            if (partitions[number] != NONE && !arrivals.haveReached(partitions[number], offsets[number])) {
                return false;
            }
        }
        return true;
    }

    /** When the last reader was through with a change; {@link Arrivals#NEVER} if one was not, or it failed. */
    long arrival(int number, Arrivals arrivals) {
        int partition = partitions[number];
        return partition == NONE ? Arrivals.NEVER : arrivals.last(partition, offsets[number]);
    }
}
