package io.reactivecache.operator;

import io.reactivecache.CacheException;

/** A source with more items than an entry may have. It was cancelled, and nothing of it is kept. */
public final class TooManyItemsException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    public TooManyItemsException(int limit) {
        super("items: more than " + limit + " (expected: <= " + limit + ")");
        this.limit = limit;
    }

    /** How many items an entry may have. */
    public int limit() {
        return limit;
    }
}
