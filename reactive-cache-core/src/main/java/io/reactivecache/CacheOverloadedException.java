package io.reactivecache;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation that was refused because as many of its kind are under way, or were begun within a period, as the cache
 * allows. Nothing was done.
 */
public final class CacheOverloadedException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final int limit;
    private final @Nullable Duration period;

    /**
     * An error that names the limit of what may be under way at once.
     *
     * @param what what there are too many of, in the plural
     */
    public CacheOverloadedException(String what, int limit) {
        super(what + " under way: more than " + limit + " (expected: <= " + limit + ")");
        this.limit = limit;
        this.period = null;
    }

    /**
     * An error that names the limit of what may be begun within a period.
     *
     * @param what what there are too many of, in the plural
     */
    public CacheOverloadedException(String what, int limit, Duration period) {
        super(what + " begun within " + period + ": more than " + limit + " (expected: <= " + limit + ")");
        this.limit = limit;
        this.period = period;
    }

    /** How many may be under way at once, or be begun within the period. */
    public int limit() {
        return limit;
    }

    /** The period for which the limit holds; empty if it is one of what may be under way at once. */
    public Optional<Duration> period() {
        return Optional.ofNullable(period);
    }
}
