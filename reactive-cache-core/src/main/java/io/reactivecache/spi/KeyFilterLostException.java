package io.reactivecache.spi;

import io.reactivecache.CacheException;

/** The answer of a {@link KeyFilter} that no longer holds what was added to it: it has to be cleared and filled anew. */
public final class KeyFilterLostException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** An error that says no more than that. */
    public KeyFilterLostException() {
        super("key filter: lost (expected: the keys that were added)");
    }
}
