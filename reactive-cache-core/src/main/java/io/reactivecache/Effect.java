package io.reactivecache;

/** What an invalidation does to the entries it means. */
public enum Effect {
    /** They are removed, and never answered again. */
    REMOVE,
    /** They are stale: what a node keeps may be answered where a newer value cannot be had, as far as its settings allow. */
    EXPIRE
}
