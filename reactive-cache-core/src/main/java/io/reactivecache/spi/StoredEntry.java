package io.reactivecache.spi;

import io.reactivecache.Position;
import java.time.Duration;
import java.util.Objects;

/**
 * A value as the remote store keeps it.
 *
 * @param stamp the position the value is known to reflect
 * @param age the time since the value was loaded or put
 * @param ttl the time from then on for which it may be used; it is stored for what is left of it
 * @param loadTime what loading it took; zero if it was put
 * @param codec the id of the codec that wrote the payload
 * @param schema the version of the value's schema, 0 to 65535
 * @param payload the bytes of the value; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared field by field in tests only
public record StoredEntry(
        Position stamp, Duration age, Duration ttl, Duration loadTime, int codec, int schema, byte[] payload) {

    public StoredEntry {
        Objects.requireNonNull(stamp, "stamp");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(ttl, "ttl");
        Objects.requireNonNull(loadTime, "loadTime");
        Objects.requireNonNull(payload, "payload");
    }

    /** The time for which the value may still be used; zero or less if it is over. */
    public Duration remaining() {
        return ttl.minus(age);
    }
}
