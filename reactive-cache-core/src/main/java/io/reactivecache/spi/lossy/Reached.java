package io.reactivecache.spi.lossy;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;

/** How far a tail has come in one epoch of a log, and how far it has to have come by the next probe. */
final class Reached {

    private final long epoch;
    private final long[] offsets;
    private LogPositions due;

    /** Begins at the positions. */
    Reached(LogPositions start) {
        this.epoch = start.epoch();
        this.offsets = start.offsets();
        this.due = start;
    }

    /** True if the position can be one of this log. */
    boolean knows(Position position) {
        return position.epoch() == epoch && position.partition() >= 0 && position.partition() < offsets.length;
    }

    /** True if the position was not reached yet. */
    boolean isAhead(Position position) {
        return position.offset() > offsets[position.partition()];
    }

    /** The position to come next in a partition. */
    Position next(int partition) {
        return new Position(epoch, partition, offsets[partition] + 1);
    }

    /** Notes that the next position of a partition has come. */
    void advance(int partition) {
        offsets[partition]++;
    }

    /** True if this log can end there: it has as many partitions, and it never becomes shorter. */
    boolean isOf(LogPositions end) {
        return end.reaches(due);
    }

    /** True if what was due has not come. */
    boolean isMissing() {
        return !LogPositions.of(epoch, offsets).reaches(due);
    }

    /** Everything up to this end has to come by the next probe, and up to what has come ahead of its turn. */
    void due(LogPositions end, Iterable<Position> ahead) {
        long[] latest = end.offsets();
        ahead.forEach(
                position -> latest[position.partition()] = Math.max(latest[position.partition()], position.offset()));
        due = LogPositions.of(epoch, latest);
    }
}
