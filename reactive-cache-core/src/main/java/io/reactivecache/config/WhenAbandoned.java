package io.reactivecache.config;

/** What becomes of a load when the last caller that waited for it has cancelled. */
public enum WhenAbandoned {
    /** It goes on and fills the tiers: the next caller will want the value. */
    COMPLETE,
    /** It is cancelled. A load that somebody was answered a stale value for goes on. */
    CANCEL
}
