package io.reactivecache.spi;

import io.reactivecache.CacheException;

/** An operation on a log that was disposed, or was disposed while the operation was under way. */
public final class LogClosedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** An error that says no more than that. */
    public LogClosedException() {
        super("log: disposed (expected: open)");
    }
}
