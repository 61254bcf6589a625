package io.reactivecache;

import java.util.Objects;

/**
 * How the parts around one cache on one node are.
 *
 * @param log the invalidation log: {@link State#UP} if this node follows it and it answers, {@link State#STARTING} if this
 *     node has never reached it, {@link State#DOWN} if it was reached before and does not answer now
 * @param remote the remote tier; {@link State#NONE} if the cache was built without one
 */
public record CacheHealth(State log, State remote) {

    /** The state of one part. */
    public enum State {
        /** Answers. */
        UP,
        /** Not reached yet; the cache loads every value and keeps none until it is. */
        STARTING,
        /** Does not answer. */
        DOWN,
        /** The cache has no such part. */
        NONE
    }

    public CacheHealth {
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(remote, "remote");
    }

    /** True if every part the cache has answers. */
    public boolean isUp() {
        return log == State.UP && (remote == State.UP || remote == State.NONE);
    }
}
