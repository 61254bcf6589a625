package io.reactivecache.samples.benchmarks.invalidation;

import java.util.Arrays;

/** When each reader was through with each record of one trial. */
public final class Arrivals {

    static final long NEVER = Long.MAX_VALUE;

    private final ArrivalTimes[][] byReader;

    /** Nothing has arrived yet. */
    Arrivals(int readers, int partitions) {
        byReader = new ArrivalTimes[readers][partitions];
        for (ArrivalTimes[] ofReader : byReader) {
            Arrays.setAll(ofReader, partition -> new ArrivalTimes());
        }
    }

    /** A reader was through with a record at that time. */
    void note(int reader, int partition, long offset, long nanos) {
        byReader[reader][partition].note(offset, nanos);
    }

    /** True once all readers are through with this record and all before it in its partition. */
    boolean haveReached(int partition, long offset) {
        return Arrays.stream(byReader).allMatch(ofReader -> ofReader[partition].hasReached(offset));
    }

    /** When the last of the readers was through with a record; {@link #NEVER} if one of them was not. */
    long last(int partition, long offset) {
        long last = Long.MIN_VALUE;
        for (ArrivalTimes[] ofReader : byReader) {
            long time = ofReader[partition].at(offset);
            if (time == 0) {
                return NEVER;
            }
            last = Math.max(last, time);
        }
        return last;
    }
}
