package io.reactivecache.spi.lossy;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;

/** What nodes tell each other over a channel. */
sealed interface LossyMessage {

    /** A record of the log. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Numbered(Position position, byte[] payload) implements LossyMessage {}

    /**
     * What a tail says to itself.
     *
     * @param tail which
     * @param number how many probes it has begun, this one included
     * @param end where the log ended after this probe was begun, and before it was sent
     */
    record Probe(long tail, long number, LogPositions end) implements LossyMessage {}
}
