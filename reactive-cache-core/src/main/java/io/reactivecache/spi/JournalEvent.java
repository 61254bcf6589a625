package io.reactivecache.spi;

import java.util.Objects;

/** What draining a journal delivers. */
public sealed interface JournalEvent {

    /**
     * A write that waits to be applied. Within a partition entries arrive in the order of their sequences, which is the
     * order in which their appends completed for the writes of one key; one may arrive more than once.
     *
     * @param partition the part of the journal the entry is in; all entries of a key are in the same
     * @param sequence its place there, not less than zero
     * @param payload its bytes, as they were appended; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Entry(int partition, long sequence, byte[] payload) implements JournalEvent {
        public Entry {
            Objects.checkIndex(partition, Integer.MAX_VALUE);
            Objects.requireNonNull(payload, "payload");
        }
    }

    /**
     * Another node is to apply what this one was given of a partition and has not acknowledged. It does not get it before
     * all of that was acknowledged or released, or the journal has waited for that as long as it may.
     */
    record Withdrawn(int partition) implements JournalEvent {}

    /**
     * Everything was delivered that was in the journal when this drain began. Comes once in each drain, behind all of that and
     * perhaps behind some that came since; at once if there was nothing. Of a journal that nodes share: everything that was in
     * the partitions this node was first given.
     */
    record CaughtUp() implements JournalEvent {}
}
