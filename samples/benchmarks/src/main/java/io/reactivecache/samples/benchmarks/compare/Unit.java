package io.reactivecache.samples.benchmarks.compare;

/** What a figure counts, and which of two is the better. */
enum Unit {
    /** Nanoseconds for each operation. */
    NANOS("ns", false),
    /** Milliseconds. */
    MILLIS("ms", false),
    /** Operations in each second. */
    PER_SECOND("1/s", true),
    /** Bytes. */
    BYTES("B", false),
    /** Calls of a loader. */
    LOADS("loads", false),
    /** The part of the reads that were hits, in percent. */
    HITS("% hits", true);

    final String symbol;
    private final boolean moreIsBetter;

    Unit(String symbol, boolean moreIsBetter) {
        this.symbol = symbol;
        this.moreIsBetter = moreIsBetter;
    }

    /** The better of two. */
    double best(double one, double other) {
        return moreIsBetter ? Math.max(one, other) : Math.min(one, other);
    }
}
