package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What is under a key, as {@link EntryFormat} reads it. */
sealed interface Stored {

    /** There is nothing. */
    Stored NOTHING = new Nothing();

    /** There is something that was not written by this version of the format, or not arrived as it was written. */
    Stored DAMAGED = new Damaged();

    /** A value, or an absence if there is no payload. */
    record Value(Position stamp, Times times, Extras extras, Optional<Payload> payload) implements Stored {

        /** The value as it is at a time of the clock of Redis. */
        StoredEntry at(long now) {
            return new StoredEntry(
                    stamp,
                    Duration.ofMillis(Math.max(0, now - times.created)),
                    Duration.ofMillis(times.freshFor),
                    Duration.ofMillis(times.ttl),
                    Duration.of(times.loadMicros, ChronoUnit.MICROS),
                    extras.tags(),
                    extras.validator(),
                    payload);
        }
    }

    /** The times of a value in milliseconds, {@code created} on the clock of Redis; the load time in microseconds. */
    record Times(long created, long ttl, long freshFor, int loadMicros) {

        /** True if a writer can have meant them. */
        boolean arePossible() {
            return created >= 0
                    && ttl > 0
                    && ttl <= Millis.LONGEST
                    && freshFor >= 0
                    && freshFor <= ttl
                    && loadMicros >= 0;
        }
    }

    /** The mark of a write that is under way. */
    record Closed(Token token, boolean contended, boolean held) implements Stored {}

    /** The tombstone of a write that is done. */
    record Tombstone(long epoch, long offset) implements Stored {}

    /** See {@link #NOTHING}. */
    record Nothing() implements Stored {}

    /** See {@link #DAMAGED}. */
    record Damaged() implements Stored {}
}
