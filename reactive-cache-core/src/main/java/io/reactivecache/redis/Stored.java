package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Token;
import java.time.Duration;

/** What is under a key, as {@link EntryFormat} reads it. */
sealed interface Stored {

    /** There is nothing. */
    Stored NOTHING = new Nothing();

    /** There is something that was not written by this version of the format, or not arrived as it was written. */
    Stored DAMAGED = new Damaged();

    /** A value; times in milliseconds, {@code created} on the clock of Redis. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Value(Position stamp, long created, long ttl, int loadTime, int codec, int schema, byte[] payload)
            implements Stored {

        /** The value as it is at a time of the clock of Redis. */
        StoredEntry at(long now) {
            return new StoredEntry(
                    stamp,
                    Duration.ofMillis(Math.max(0, now - created)),
                    Duration.ofMillis(ttl),
                    Duration.ofMillis(loadTime),
                    codec,
                    schema,
                    payload);
        }
    }

    /** The mark of a write that is under way. */
    record Closed(Token token, boolean contended) implements Stored {}

    /** The tombstone of a write that is done. */
    record Tombstone(long epoch, long offset) implements Stored {}

    /** See {@link #NOTHING}. */
    record Nothing() implements Stored {}

    /** See {@link #DAMAGED}. */
    record Damaged() implements Stored {}
}
