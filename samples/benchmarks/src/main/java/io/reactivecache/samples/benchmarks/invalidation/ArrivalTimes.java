package io.reactivecache.samples.benchmarks.invalidation;

import java.util.Arrays;

/** When one reader was through with each record of one partition. Written in the order of the offsets by one thread at a time. */
final class ArrivalTimes {

    private static final int FIRST_ROOM = 4_096;

    private long[] times = new long[FIRST_ROOM];
    private long first = -1;
    private volatile long last = -1;

    void note(long offset, long nanos) {
        first = first < 0 ? offset : first;
        int index = Math.toIntExact(offset - first);
        if (index >= times.length) {
            times = Arrays.copyOf(times, Math.max(2 * times.length, index + 1));
        }
        times[index] = nanos;
        last = offset;
    }

    boolean hasReached(long offset) {
        return last >= offset;
    }

    /** The time of an offset, of those up to the one reached; 0 if it did not come. */
    long at(long offset) {
        boolean came = first >= 0 && offset >= first && offset <= last;
        return came ? times[Math.toIntExact(offset - first)] : 0;
    }
}
