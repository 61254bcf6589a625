package io.reactivecache.internal.entry;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts times by their length. Log-linear: times below eight microseconds are told apart by the microsecond, and from there
 * on each doubling is split into eight, so that a time is known to an eighth of itself. Adding one allocates nothing.
 */
final class Histogram {

    private static final int SPLIT_BITS = 3;
    private static final long LONGEST = 3_600_000_000L;
    private static final int SIZE = index(LONGEST) + 1;

    private final AtomicLongArray counts = new AtomicLongArray(SIZE);

    /** Adds a time in microseconds. One above an hour counts as an hour, a negative one as none. */
    void add(long micros) {
        counts.incrementAndGet(index(Math.max(0, Math.min(LONGEST, micros))));
    }

    /** Adds what is counted here to counts that were all zero when they were made by {@link #counts()}. */
    long[] addTo(long[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] += counts.get(i);
        }
        return sums;
    }

    /** Counts of nothing. */
    static long[] counts() {
        return new long[SIZE];
    }

    /** The shortest time that no less than this part of the times, above 0, is within; 0 of none. */
    static long quantile(long[] counts, double part) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        long left = (long) Math.ceil(all * part);
        int index = 0;
        while (left > counts[index]) {
            left -= counts[index++];
        }
        return all == 0 ? 0 : longestAt(index);
    }

    private static int index(long micros) {
        int shift = Math.max(0, Long.SIZE - 1 - SPLIT_BITS - Long.numberOfLeadingZeros(micros));
        return (shift << SPLIT_BITS) + (int) (micros >>> shift);
    }

    private static long longestAt(int index) {
        int shift = Math.max(0, (index >>> SPLIT_BITS) - 1);
        long first = index - ((long) shift << SPLIT_BITS);
        return Math.min(LONGEST, (first + 1 << shift) - 1);
    }
}
