package io.reactivecache.samples.benchmarks.invalidation;

/** Notes what the readers of one contender are through with, of one trial after the other. */
final class ArrivalWatch {

    private final int partitions;
    private volatile Arrivals arrivals;

    ArrivalWatch(int partitions) {
        this.partitions = partitions;
        this.arrivals = new Arrivals(Contender.READERS, partitions);
    }

    /** Notes anew; nothing is under way. */
    Arrivals begin() {
        Arrivals noted = new Arrivals(Contender.READERS, partitions);
        arrivals = noted;
        return noted;
    }

    void note(int reader, int partition, long offset) {
        note(reader, partition, offset, System.nanoTime());
    }

    void note(int reader, int partition, long offset, long nanos) {
        arrivals.note(reader, partition, offset, nanos);
    }
}
