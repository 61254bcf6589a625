package io.reactivecache.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Where a remote store keeps what nodes that start later have to know. There is one table for each cache: <em>closed</em> marks
 * of wide invalidations that are being announced, <em>rows</em> with the positions of those that were, and a <em>checkpoint</em>,
 * the positions up to which the store was told of every change in the log.
 *
 * <p>A table that is not there, be it new or lost, is made by whoever asks for it first, with another seal and a closed mark for
 * the marker that means everything: nobody can know what it held. The token of that mark is {@link Content#maker()}, and
 * opening it in another table than its own removes no mark.
 *
 * <p>What a marker says is the cache's affair: the table keeps texts. All methods are as those of {@link RemoteStore}: cold,
 * safe to use from many threads, harmless when repeated, bounded in time, and ended for its caller by cancelling.
 */
public interface MarkerTable {

    /**
     * Marks a marker as being announced. Done while its caller waits or not at all. With too many rows it is the marker of
     * everything that is marked.
     */
    Mono<Void> close(String cache, Token token, String marker);

    /**
     * Removes the mark of a write, if it is there, and raises the row of its marker, or of what was marked in its place, to
     * these positions: each partition to the later one.
     */
    Mono<Void> open(String cache, Token token, String marker, LogPositions positions);

    /**
     * Raises the checkpoint to these positions: each partition to the later one. One of another epoch, or of another number of
     * partitions, it takes the place of. Emits whether it did: in a table with another seal nothing is changed.
     *
     * @param seal of the table that was told of every change up to these positions
     */
    Mono<Boolean> checkpoint(String cache, long seal, LogPositions positions);

    /** Emits what is in the table. */
    Mono<Content> read(String cache);

    /** Removes a row that is exactly as it was read. Emits whether it was. */
    Mono<Boolean> drop(String cache, Row row);

    /**
     * Emits true if this token is the one that sweeps now: none was, or it was this one, or its time is over.
     *
     * @param time how long it will be, unless it asks again
     */
    Mono<Boolean> lead(String cache, Token token, Duration time);

    /**
     * A table.
     *
     * @param seal differs from that of every earlier table of the cache
     * @param checkpoint up to where the store was told of every change; empty if nobody said so yet
     * @param marks the closed marks
     * @param rows the rows
     */
    record Content(long seal, Optional<LogPositions> checkpoint, List<Mark> marks, List<Row> rows) {
        public Content {
            Objects.requireNonNull(checkpoint, "checkpoint");
            marks = List.copyOf(marks);
            rows = List.copyOf(rows);
        }

        /** The token of the mark this table was made with. No write has it. */
        public Token maker() {
            return new Token(0, seal);
        }

        /** The mark this table was made with, as long as it is there. Until then it may lack marks of writes that go on. */
        public Optional<Mark> made() {
            return marks.stream().filter(mark -> mark.token().equals(maker())).findFirst();
        }

        /** The marks of writes. */
        public List<Mark> announced() {
            return marks.stream().filter(mark -> !mark.token().equals(maker())).toList();
        }
    }

    /**
     * A marker that is being announced.
     *
     * @param token the write that announces it
     * @param marker what it says
     * @param age how long it has been so, by the store's clock
     */
    record Mark(Token token, String marker, Duration age) {
        public Mark {
            Objects.requireNonNull(token, "token");
            Objects.requireNonNull(marker, "marker");
            Objects.requireNonNull(age, "age");
        }
    }

    /**
     * A marker that was announced.
     *
     * @param marker what it says
     * @param positions up to where
     * @param raised when it was raised last, by the store's clock in milliseconds
     * @param age how long ago that was
     */
    record Row(String marker, LogPositions positions, long raised, Duration age) {
        public Row {
            Objects.requireNonNull(marker, "marker");
            Objects.requireNonNull(positions, "positions");
            Objects.requireNonNull(age, "age");
        }
    }
}
