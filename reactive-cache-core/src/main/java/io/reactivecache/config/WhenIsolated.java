package io.reactivecache.config;

/** What a node answers while it cannot tell which of its values are still right. */
public enum WhenIsolated {
    /**
     * What it loads: neither the local tier nor the remote one answers, but for values whose own load began within
     * {@code maxStaleness}. So each key is loaded once in that time.
     */
    BYPASS,
    /** What it has, and {@code lookup} tells that it was isolated. */
    SERVE_STALE,
    /** A {@link io.reactivecache.CacheIsolatedException}. */
    FAIL
}
