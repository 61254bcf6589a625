package io.reactivecache;

import java.time.Duration;

/** A write whose turn did not come in time, as earlier writes of its key on this node took too long. Nothing was done. */
public final class TurnTimeoutException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    public TurnTimeoutException(Duration limit) {
        super("turn: not come within " + limit + " (expected: within turnTimeout " + limit + ")");
        this.limit = limit;
    }

    /** How long the write has waited. */
    public Duration limit() {
        return limit;
    }
}
