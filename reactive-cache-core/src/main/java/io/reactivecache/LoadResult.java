package io.reactivecache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a loader found, and how to keep it. Immutable; each setting gives a copy.
 *
 * @param kind whether there is a value
 * @param value the value, if {@code kind} is {@link Kind#VALUE}
 * @param localTtl how long the local tier may answer it, up to a hundred years; empty: as the cache is set
 * @param remoteTtl how long the remote tier may answer it, up to a hundred years; empty: as the cache is set
 * @param tags what the value belongs to
 * @param validator what to recognise the value by when it is loaded again, such as an ETag
 * @param localOnly true if the remote tier must not keep it
 */
public record LoadResult<V>(
        Kind kind,
        Optional<V> value,
        Optional<Duration> localTtl,
        Optional<Duration> remoteTtl,
        Set<String> tags,
        Optional<String> validator,
        boolean localOnly) {

    /** The most tags an entry has. */
    public static final int MAX_TAGS = 64;

    /** The longest tag, in bytes of UTF-8. */
    public static final int MAX_TAG_BYTES = 255;

    /** The longest validator, in bytes of UTF-8. */
    public static final int MAX_VALIDATOR_BYTES = 1_024;

    /** Whether there is a value. */
    public enum Kind {
        /** There is. */
        VALUE,
        /** There is none. */
        ABSENT,
        /** The one the loader was given is still right. */
        NOT_MODIFIED
    }

    /**
     * Checks the limits, and that there is a value if the kind says so.
     *
     * @throws InvalidEntryException if there are too many tags, or one or the validator is too long
     * @throws IllegalArgumentException if the value or a ttl is not one
     */
    public LoadResult {
        Objects.requireNonNull(kind, "kind");
        checkValue(kind == Kind.VALUE, value.isPresent());
        tags = Set.copyOf(tags);
        localTtl.ifPresent(ttl -> Durations.checkNotNegative("localTtl", ttl));
        remoteTtl.ifPresent(ttl -> Durations.checkNotNegative("remoteTtl", ttl));
        checkTags(tags);
        validator.ifPresent(text -> check("validator", bytes(text), MAX_VALIDATOR_BYTES, " bytes"));
    }

    /** There is this value. */
    public static <V> LoadResult<V> of(V value) {
        return plain(Kind.VALUE, Optional.of(value));
    }

    /** There is no value; as an empty {@code Mono}, but can say how long that is remembered. */
    public static <V> LoadResult<V> absent() {
        return plain(Kind.ABSENT, Optional.empty());
    }

    /** The value of {@link LoadRequest#previous()} is still right: it is kept as if it had been loaded now. */
    public static <V> LoadResult<V> notModified() {
        return plain(Kind.NOT_MODIFIED, Optional.empty());
    }

    private static <V> LoadResult<V> plain(Kind kind, Optional<V> value) {
        return new LoadResult<>(kind, value, Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), false);
    }

    /** How long both tiers may answer it, in place of the cache's settings; zero: not at all. Jitter still applies. */
    public LoadResult<V> ttl(Duration ttl) {
        return localTtl(ttl).remoteTtl(ttl);
    }

    /** How long the local tier may answer it. */
    public LoadResult<V> localTtl(Duration ttl) {
        return new LoadResult<>(kind, value, Optional.of(ttl), remoteTtl, tags, validator, localOnly);
    }

    /** How long the remote tier may answer it. */
    public LoadResult<V> remoteTtl(Duration ttl) {
        return new LoadResult<>(kind, value, localTtl, Optional.of(ttl), tags, validator, localOnly);
    }

    /** What it belongs to: at most {@value #MAX_TAGS} tags of at most {@value #MAX_TAG_BYTES} bytes each. */
    public LoadResult<V> tags(Collection<String> names) {
        return new LoadResult<>(kind, value, localTtl, remoteTtl, Set.copyOf(names), validator, localOnly);
    }

    /** What to recognise it by, at most {@value #MAX_VALIDATOR_BYTES} bytes. */
    public LoadResult<V> validator(String text) {
        return new LoadResult<>(kind, value, localTtl, remoteTtl, tags, Optional.of(text), localOnly);
    }

    /** Keeps it out of the remote tier. */
    public LoadResult<V> keptLocally() {
        return new LoadResult<>(kind, value, localTtl, remoteTtl, tags, validator, true);
    }

    static void checkTags(Set<String> tags) {
        check("tags", tags.size(), MAX_TAGS, "");
        tags.forEach(tag -> check("tag", bytes(tag), MAX_TAG_BYTES, " bytes"));
    }

    private static void checkValue(boolean expected, boolean given) {
        if (expected != given) {
            throw new IllegalArgumentException("value: " + named(given) + " (expected: " + named(expected) + ")");
        }
    }

    private static String named(boolean present) {
        return present ? "present" : "absent";
    }

    private static void check(String part, int number, int limit, String unit) {
        if (number > limit) {
            throw new InvalidEntryException(part, number + unit, "<= " + limit + unit);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
