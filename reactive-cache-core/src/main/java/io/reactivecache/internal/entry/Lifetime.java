package io.reactivecache.internal.entry;

/**
 * The times of an entry, in milliseconds of this node's clock.
 *
 * @param created when the value was loaded or put
 * @param freshUntil from when on it is stale
 * @param staleUntil from when on it may not be answered at all
 * @param eagerFrom from when on a read refreshes it
 * @param quietUntil until when a read has nothing to do but to answer it
 */
public record Lifetime(long created, long freshUntil, long staleUntil, long eagerFrom, long quietUntil) {

    /** Of something that is answered once and kept nowhere. */
    public static Lifetime none(long now) {
        return new Lifetime(now, now, now, now, now);
    }
}
