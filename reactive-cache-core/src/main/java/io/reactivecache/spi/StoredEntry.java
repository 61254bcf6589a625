package io.reactivecache.spi;

import io.reactivecache.InvalidEntryException;
import io.reactivecache.LoadResult;
import io.reactivecache.Position;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A value as the remote store keeps it, or the knowledge that there is none.
 *
 * @param stamp the position the value is known to reflect
 * @param age the time since the value was loaded or put
 * @param freshFor the time from then on for which it is fresh; 0 to {@code ttl}, after it the value is stale
 * @param ttl the time from then on for which it may be used; it is stored for what is left of it
 * @param loadTime what loading it took, kept to the microsecond; zero if it was put
 * @param tags what the value can be invalidated by besides its key, at most {@link #MAX_TAGS} of at most
 *     {@link #MAX_TAG_BYTES} bytes of UTF-8 each
 * @param validator by which the loader's source can tell whether the value has changed, 1 to {@link #MAX_VALIDATOR_BYTES}
 *     bytes of UTF-8
 * @param payload the value; empty if it is known that there is none
 */
public record StoredEntry(
        Position stamp,
        Duration age,
        Duration freshFor,
        Duration ttl,
        Duration loadTime,
        Set<String> tags,
        Optional<String> validator,
        Optional<Payload> payload) {

    /** The most tags an entry may have. */
    public static final int MAX_TAGS = LoadResult.MAX_TAGS;

    /** The longest tag, in bytes of UTF-8. */
    public static final int MAX_TAG_BYTES = LoadResult.MAX_TAG_BYTES;

    /** The longest validator, in bytes of UTF-8. */
    public static final int MAX_VALIDATOR_BYTES = LoadResult.MAX_VALIDATOR_BYTES;

    /**
     * Checks the times, tags and validator; the tags are copied.
     *
     * @throws InvalidEntryException if something is out of its bounds
     */
    public StoredEntry {
        Objects.requireNonNull(stamp, "stamp");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(freshFor, "freshFor");
        Objects.requireNonNull(ttl, "ttl");
        Objects.requireNonNull(loadTime, "loadTime");
        tags = Set.copyOf(tags);
        Objects.requireNonNull(validator, "validator");
        Objects.requireNonNull(payload, "payload");
        if (freshFor.isNegative() || freshFor.compareTo(ttl) > 0) {
            throw new InvalidEntryException("freshFor", freshFor.toString(), "0 to ttl " + ttl);
        }
        if (tags.size() > MAX_TAGS) {
            throw new InvalidEntryException("tags", Integer.toString(tags.size()), "<= " + MAX_TAGS);
        }
        tags.forEach(tag -> within("tag", tag, 0, MAX_TAG_BYTES));
        validator.ifPresent(text -> within("validator", text, 1, MAX_VALIDATOR_BYTES));
    }

    /** The time for which the value may still be used; zero or less if it is over. */
    public Duration remaining() {
        return ttl.minus(age);
    }

    private static void within(String part, String text, int min, int max) {
        int bytes = StrictUtf8.length(part, text);
        if (bytes < min || bytes > max) {
            throw new InvalidEntryException(part, bytes + " bytes", min + " to " + max + " bytes");
        }
    }
}
