package io.reactivecache.internal.entry;

import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOptions.KeptBy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a value that is put is kept.
 *
 * @param ttl how long it is fresh, if not as the cache is set
 * @param jitter the part of the ttl up to which it is shortened, if not as the cache is set
 * @param tags what it belongs to
 * @param keptBy which tiers keep it
 * @param form how it is written down
 */
public record Keep(Optional<Duration> ttl, Optional<Double> jitter, Set<String> tags, KeptBy keptBy, Form form) {

    /** As the cache is set. */
    public static final Keep USUAL = of(WriteOptions.none());

    /**
     * How a value is written down.
     *
     * @param codec the id of its codec, if not the first one
     * @param compressed whether it is compressed, if not by its size
     */
    public record Form(Optional<Integer> codec, Optional<Boolean> compressed) {

        /** As the cache is set. */
        public static final Form USUAL = new Form(Optional.empty(), Optional.empty());
    }

    /** As the options say. */
    public static Keep of(WriteOptions options) {
        Form form = new Form(options.codec(), options.compressed());
        return new Keep(options.ttl(), options.jitter(), options.tags(), options.keptBy(), form);
    }

    /** The same, written down as the cache is set to. */
    public Keep usualForm() {
        return new Keep(ttl, jitter, tags, keptBy, Form.USUAL);
    }

    /** True if this node's local tier keeps it. */
    public boolean isLocal() {
        return keptBy != KeptBy.REMOTE;
    }

    /** True if the remote tier keeps it. */
    public boolean isRemote() {
        return keptBy != KeptBy.LOCAL;
    }

    /** What is known of it. */
    public Traits traits() {
        return Traits.of(tags, Optional.empty());
    }
}
