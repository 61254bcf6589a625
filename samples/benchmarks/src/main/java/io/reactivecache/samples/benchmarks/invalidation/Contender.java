package io.reactivecache.samples.benchmarks.invalidation;

/** A way to tell {@value #READERS} readers of a change. One thread uses it. */
public interface Contender extends AutoCloseable {

    /** How many there are to be told. */
    int READERS = 5;

    /** The size of a change as it is sent. */
    int PAYLOAD_BYTES = 48;

    /** What it is called in the table. */
    String name();

    /** Gets ready for so many changes, none of which is under way. What the readers see of them is noted in the answer. */
    Arrivals prepare(int changes);

    /** Makes a change, without waiting for its receipt. */
    void change(int number, Receipts receipts);

    /** How many entries are left, over all readers, of those that so many changes should have evicted; 0 without entries. */
    long left(int changes);

    @Override
    void close();
}
