package io.reactivecache;

import java.time.Duration;

/**
 * A load that took longer than the cache allows, and was ended, so that the key is free for another; or longer than its caller
 * waits, in which case it goes on unless it was for this caller alone. The limit tells which.
 */
public final class LoadTimeoutException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    public LoadTimeoutException(Duration limit) {
        super("load: not ended in time (expected: <= " + limit + ")");
        this.limit = limit;
    }

    /** The time that was allowed: for the load, or for this caller's wait. */
    public Duration limit() {
        return limit;
    }
}
