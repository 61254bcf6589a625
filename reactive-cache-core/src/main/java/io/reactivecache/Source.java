package io.reactivecache;

/** Where the value of a read came from. */
public enum Source {
    /** The cache in this process. */
    LOCAL,
    /** The remote tier, shared by all nodes. */
    REMOTE,
    /** The loader; also for callers that joined a running load. */
    LOADED
}
