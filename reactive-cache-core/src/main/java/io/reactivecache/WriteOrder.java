package io.reactivecache;

/** What of a put comes first. */
public enum WriteOrder {
    /** The system of record, then the tiers: nobody sees a value the system of record does not keep. */
    TRUTH_FIRST,
    /**
     * The reads of this node see the value from the moment the put begins. If the writer fails the value is withdrawn: no other
     * node and not the remote tier has seen it.
     */
    CACHE_FIRST
}
