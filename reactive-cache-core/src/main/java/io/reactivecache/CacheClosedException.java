package io.reactivecache;

/** An operation on a cache that was closed. */
public final class CacheClosedException extends CacheException {

    private static final long serialVersionUID = 1L;

    public CacheClosedException(String cache) {
        super("cache " + cache + ": closed (expected: open)");
    }
}
