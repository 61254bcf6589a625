package io.reactivecache;

import org.jspecify.annotations.Nullable;

/**
 * The root of the errors a cache signals by itself; what a loader fails with is passed on as it is. Messages name limits
 * and expectations, never a key or a value.
 */
public abstract class CacheException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected CacheException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** An error without a stack trace: a plain refusal, thrown where the trace would say nothing. */
    protected CacheException(String message) {
        super(message, null, false, false);
    }
}
