package io.reactivecache;

/** Where the value of a read came from. */
public enum Source {
    /** The cache in this process. */
    LOCAL,
    /** The remote tier, shared by all nodes. */
    REMOTE,
    /** The loader; also for callers that joined a running load. */
    LOADED,
    /** The default the cache was given, in place of a value that could not be loaded. */
    DEFAULT
}
