package io.reactivecache.spi;

import io.reactivecache.Position;
import java.util.Objects;

/** What tailing a log delivers. */
public sealed interface LogEvent {

    /**
     * A record. Within a partition records arrive in the order of their positions; one may arrive more than once.
     *
     * @param position its place in the log
     * @param payload its bytes, as they were appended; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Appended(Position position, byte[] payload) implements LogEvent {
        public Appended {
            Objects.requireNonNull(position, "position");
            Objects.requireNonNull(payload, "payload");
        }
    }

    /**
     * Continuity begins anew: records up to these positions may never be delivered, every later one will be. The first
     * event of a tail without a start, and what follows a gap the log cannot close.
     *
     * @param positions the end of the log at a time after this tail began to receive
     */
    record Reset(LogPositions positions) implements LogEvent {
        public Reset {
            Objects.requireNonNull(positions, "positions");
        }
    }
}
