package io.reactivecache.spi;

/** What an invalidation log guarantees to a node that was cut off. */
public enum DeliveryClass {
    /** Records are kept: tailing from a position delivers every later record, or says that it cannot. */
    REPLAYABLE,
    /** Records announced while a node is cut off are gone: every disconnect is a {@link LogEvent.Reset}. */
    LOSSY,
    /** One process; nothing can be cut off. */
    LOCAL
}
