package io.reactivecache;

/** An operation that was refused because as many of its kind are under way as the cache allows. Nothing was done. */
public final class CacheOverloadedException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    /**
     * An error that names the limit.
     *
     * @param what what there are too many of, in the plural
     */
    public CacheOverloadedException(String what, int limit) {
        super(what + " under way: more than " + limit + " (expected: <= " + limit + ")");
        this.limit = limit;
    }

    /** How many may be under way at once. */
    public int limit() {
        return limit;
    }
}
