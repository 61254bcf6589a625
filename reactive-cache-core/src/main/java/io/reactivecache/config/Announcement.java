package io.reactivecache.config;

/** What a write does when the log does not acknowledge it. */
public enum Announcement {
    /** It fails, and says what was done and what was not. */
    AWAIT,
    /**
     * It completes without a position: its key waits in an outbox and is invalidated as soon as the log takes records
     * again, or is reached for the first time. Until then other nodes may answer the old value. The outbox is in
     * memory: it does not outlive the process.
     */
    QUEUE
}
