package io.reactivecache.samples.benchmarks.invalidation;

/** Hears where a record was that a reader is through with. */
@FunctionalInterface
interface Place {

    /** The reader is through with the record. */
    void passed(int partition, long offset);
}
