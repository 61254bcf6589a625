package io.reactivecache.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * A write that could not be applied.
 *
 * @param token identifies the write; a letter of the same token replaces the one there is
 * @param cache the cache it was made in
 * @param payload the write, as it is in the journal; not to be changed
 * @param failure the name of the class of the last failure
 * @param attempts how often it was tried
 * @param at when it was given up
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its token
public record DeadLetter(Token token, String cache, byte[] payload, String failure, int attempts, Instant at) {

    public DeadLetter {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(at, "at");
    }
}
