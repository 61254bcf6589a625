package io.reactivecache.internal.entry;

import io.reactivecache.Priority;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOptions.KeptBy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a write that is applied later does otherwise than the cache is set to.
 *
 * @param priority which of the writes that wait come first
 * @param tiers which tiers keep the value
 * @param ttl how long the value is fresh; above zero, up to a hundred years
 * @param jitter the part of the ttl, 0 to 1, up to which it is shortened at random
 * @param tags what the value belongs to
 */
public record WriteTerms(
        Priority priority, Tiers tiers, Optional<Duration> ttl, Optional<Double> jitter, Set<String> tags) {

    /** Nothing otherwise. */
    public static final WriteTerms NONE =
            new WriteTerms(Priority.NORMAL, Tiers.BOTH, Optional.empty(), Optional.empty(), Set.of());

    /** Which tiers keep a value. */
    public enum Tiers {
        BOTH,
        LOCAL,
        REMOTE
    }

    public WriteTerms {
        tags = Set.copyOf(tags);
    }

    /** As the options say. */
    public static WriteTerms of(WriteOptions options) {
        return new WriteTerms(
                options.priority(),
                Tiers.valueOf(options.keptBy().name()),
                options.ttl(),
                options.jitter(),
                options.tags());
    }

    /** How the value is kept. */
    public Keep keep() {
        return new Keep(ttl, jitter, tags, KeptBy.valueOf(tiers.name()), Keep.Form.USUAL);
    }

    /** The same with another priority. */
    public WriteTerms priority(Priority other) {
        return new WriteTerms(other, tiers, ttl, jitter, tags);
    }
}
