package io.reactivecache;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A read that was refused because this node has been cut off from the invalidation log for so long that it cannot tell which
 * of its values are still right, and the cache is set to fail then.
 */
public final class CacheIsolatedException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final Duration maxStaleness;
    private final @Nullable Duration staleness;

    /**
     * An error that names the limit.
     *
     * @param staleness how long ago this node was last known to have applied every change; empty if it never was
     */
    public CacheIsolatedException(String cache, Duration maxStaleness, Optional<Duration> staleness) {
        super("cache " + cache + ": in touch with the log " + text(staleness) + " (expected: < " + maxStaleness
                + " ago)");
        this.maxStaleness = maxStaleness;
        this.staleness = staleness.orElse(null);
    }

    private static String text(Optional<Duration> staleness) {
        return staleness.map(ago -> ago + " ago").orElse("never");
    }

    /** How old the knowledge of this node may be. */
    public Duration maxStaleness() {
        return maxStaleness;
    }

    /** How long ago this node was last known to have applied every change; empty if it never was. */
    public Optional<Duration> staleness() {
        return Optional.ofNullable(staleness);
    }
}
