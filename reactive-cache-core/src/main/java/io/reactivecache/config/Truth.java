package io.reactivecache.config;

/** Where the right value of a key is. */
public enum Truth {
    /** In a system of record, which loaders read and writers write: what a tier has is a copy. */
    SOURCE,
    /** In the cache itself: the put that is last in the order of the log is right, and nothing loaded stands in its way. */
    CACHE
}
