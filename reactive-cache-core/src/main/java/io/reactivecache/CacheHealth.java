package io.reactivecache;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the parts around one cache on one node are.
 *
 * @param log the invalidation log: {@link State#UP} if this node follows it and it answers, {@link State#STARTING} if this
 *     node has never reached it, {@link State#DOWN} if it was reached before and does not answer now, {@link State#ISOLATED}
 *     if this node has not been in touch with it for longer than the cache allows, whether it answers or not
 * @param remote the remote tier; {@link State#NONE} if the cache was built without one
 * @param journal the journal of writes that are applied later; {@link State#DOWN} if it keeps nothing that is written,
 *     {@link State#NONE} if the cache was built without one
 * @param staleness how long ago this node was last known to have applied every change; empty if it never was
 * @param queued how many invalidations wait on this node until the log takes them: other nodes may answer older values
 * @param owed how many keys were changed without the remote tier having been told, which is repeated until it was
 * @param pending how many writes were answered and are not applied to the system of record yet
 * @param flights how many loads are under way
 * @param steps how many steps that no caller waits for are under way: fills, and what is left to do of writes
 */
public record CacheHealth(
        State log,
        State remote,
        State journal,
        Optional<Duration> staleness,
        int queued,
        int owed,
        int pending,
        int flights,
        int steps) {

    /** The state of one part. */
    public enum State {
        /** Answers. */
        UP,
        /** Not reached yet; the cache loads every value and keeps none until it is. */
        STARTING,
        /** Does not answer. */
        DOWN,
        /** Out of touch for too long: reads are answered as the cache is set for that. */
        ISOLATED,
        /** The cache has no such part. */
        NONE
    }

    public CacheHealth {
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(staleness, "staleness");
    }

    /** True if every part the cache has answers. */
    public boolean isUp() {
        return log == State.UP && isUp(remote) && isUp(journal);
    }

    private static boolean isUp(State part) {
        return part == State.UP || part == State.NONE;
    }
}
