package io.reactivecache;

import java.time.Duration;

/** A load that was ended because it took longer than the cache allows; the key is free for another. */
public final class LoadTimeoutException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    public LoadTimeoutException(Duration limit) {
        super("load: not ended in time (expected: <= " + limit + ")");
        this.limit = limit;
    }

    /** The longest time a load may take. */
    public Duration limit() {
        return limit;
    }
}
