package io.reactivecache;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one write does otherwise than the cache is set to. Immutable; each setting gives a copy. Times are up to a hundred
 * years.
 *
 * @param ttl how long the value is fresh, in both tiers
 * @param jitter the part of the ttl, 0 to 1, up to which it is shortened at random
 * @param tags what the value belongs to
 * @param durability what the write has survived by the time its caller is answered
 * @param priority which of the writes that wait to be applied later comes first
 * @param keptBy which tiers keep the value
 * @param compressed whether the value is compressed for the remote tier
 * @param codec the id of the codec that writes the value for the remote tier
 * @param turnTimeout how long the write waits for earlier ones of its key on this node
 * @param order what of a put comes first
 * @param alone true if {@code compute} need not be atomic across nodes
 */
public record WriteOptions(
        Optional<Duration> ttl,
        Optional<Double> jitter,
        Set<String> tags,
        Optional<Durability> durability,
        Priority priority,
        KeptBy keptBy,
        Optional<Boolean> compressed,
        Optional<Integer> codec,
        Optional<Duration> turnTimeout,
        WriteOrder order,
        boolean alone) {

    private static final WriteOptions NONE = new WriteOptions(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Priority.NORMAL,
            KeptBy.BOTH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            WriteOrder.TRUTH_FIRST,
            false);

    /** Which tiers keep a value that is written. */
    public enum KeptBy {
        /** The local tier of this node, and the remote tier. */
        BOTH,
        /** The local tier of this node; everybody else is told to drop what they have. */
        LOCAL,
        /** The remote tier; the local tier of this node drops what it has. */
        REMOTE
    }

    /**
     * Checks the limits.
     *
     * @throws InvalidEntryException if there are too many tags, or one is too long
     * @throws IllegalArgumentException if a time or the jitter is out of its bounds
     */
    public WriteOptions {
        ttl.ifPresent(value -> Durations.checkPositive("ttl", value));
        jitter.ifPresent(WriteOptions::checkJitter);
        tags = Set.copyOf(tags);
        LoadResult.checkTags(tags);
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(keptBy, "keptBy");
        Objects.requireNonNull(compressed, "compressed");
        Objects.requireNonNull(codec, "codec");
        turnTimeout.ifPresent(value -> Durations.checkPositive("turnTimeout", value));
        Objects.requireNonNull(order, "order");
    }

    /** Nothing otherwise. */
    public static WriteOptions none() {
        return NONE;
    }

    /** How long the value is fresh, in both tiers. Jitter still applies. */
    public WriteOptions ttl(Duration value) {
        return changed(Optional.of(value), jitter, tags, keptBy);
    }

    /** The part of the ttl, 0 to 1, up to which it is shortened at random. */
    public WriteOptions jitter(double part) {
        return changed(ttl, Optional.of(part), tags, keptBy);
    }

    /** What the value belongs to: limits as of {@link LoadResult}. It can be invalidated by each of them. */
    public WriteOptions tags(Collection<String> names) {
        return changed(ttl, jitter, Set.copyOf(names), keptBy);
    }

    /** What the value belongs to. */
    public WriteOptions tags(String... names) {
        return tags(Set.of(names));
    }

    /** Keeps the value in the local tier of this node only; the others and the remote tier drop what they have. */
    public WriteOptions localOnly() {
        return changed(ttl, jitter, tags, KeptBy.LOCAL);
    }

    /** Keeps the value in the remote tier only. */
    public WriteOptions remoteOnly() {
        return changed(ttl, jitter, tags, KeptBy.REMOTE);
    }

    private WriteOptions changed(Optional<Duration> time, Optional<Double> part, Set<String> names, KeptBy kept) {
        return new WriteOptions(
                time, part, names, durability, priority, kept, compressed, codec, turnTimeout, order, alone);
    }

    /** What the write has survived by the time its caller is answered. */
    public WriteOptions durability(Durability value) {
        return applied(Optional.of(value), priority, turnTimeout, order);
    }

    /** Which of the writes that wait to be applied later comes first. */
    public WriteOptions priority(Priority value) {
        return applied(durability, value, turnTimeout, order);
    }

    /** How long the write waits for earlier ones of its key on this node. */
    public WriteOptions turnTimeout(Duration value) {
        return applied(durability, priority, Optional.of(value), order);
    }

    /** What of a put comes first; of other writes nothing changes. */
    public WriteOptions order(WriteOrder value) {
        return applied(durability, priority, turnTimeout, value);
    }

    private WriteOptions applied(
            Optional<Durability> survived, Priority lane, Optional<Duration> wait, WriteOrder first) {
        return new WriteOptions(ttl, jitter, tags, survived, lane, keptBy, compressed, codec, wait, first, alone);
    }

    /** Whether the value is compressed for the remote tier, by what the cache compresses with, whatever its size. */
    public WriteOptions compressed(boolean value) {
        return written(Optional.of(value), codec, alone);
    }

    /** The id of the codec that writes the value for the remote tier: one of those the cache was built with. */
    public WriteOptions codec(int id) {
        return written(compressed, Optional.of(id), alone);
    }

    /**
     * Lets {@code compute} and the conditional writes go through a writer that cannot compare: they are atomic among the writes of
     * this node, and of two nodes that write at the same time one may overwrite what the other wrote.
     */
    public WriteOptions perNode() {
        return written(compressed, codec, true);
    }

    private WriteOptions written(Optional<Boolean> small, Optional<Integer> format, boolean single) {
        return new WriteOptions(
                ttl, jitter, tags, durability, priority, keptBy, small, format, turnTimeout, order, single);
    }

    private static void checkJitter(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("jitter: " + part + " (expected: 0 to 1)");
        }
    }
}
