package io.reactivecache;

/** A write that is asked for what the cache was not built for. Nothing was done. */
public final class UnsupportedWriteException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param what what was asked for
     * @param expected what the cache would have to be built with
     */
    public UnsupportedWriteException(String what, String expected) {
        super("write: " + what + " (expected: " + expected + ")");
    }
}
