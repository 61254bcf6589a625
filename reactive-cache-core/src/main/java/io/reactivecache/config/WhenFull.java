package io.reactivecache.config;

/** What a write does that is to be applied later, while there is no room for another one. */
public enum WhenFull {
    /** It waits until there is, for as long as it may; the one that came first goes first. */
    WAIT,
    /** It fails at once with {@link io.reactivecache.CacheOverloadedException}. */
    REJECT
}
