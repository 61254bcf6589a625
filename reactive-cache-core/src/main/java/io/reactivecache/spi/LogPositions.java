package io.reactivecache.spi;

import io.reactivecache.Position;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One position for each partition of a log, all of one epoch. Immutable.
 *
 * <p>The offset of a partition is that of the last record passed, -1 before the first one.
 */
public final class LogPositions {

    private final long epoch;
    private final long[] offsets;

    private LogPositions(long epoch, long[] offsets) {
        this.epoch = epoch;
        this.offsets = offsets;
    }

    /**
     * Positions in a log of as many partitions as there are offsets.
     *
     * @throws IllegalArgumentException if there is no offset, or one below -1
     */
    public static LogPositions of(long epoch, long... offsets) {
        if (offsets.length == 0 || Arrays.stream(offsets).anyMatch(offset -> offset < -1)) {
            throw new IllegalArgumentException(
                    "offsets: " + Arrays.toString(offsets) + " (expected: one or more, >= -1)");
        }
        return new LogPositions(epoch, offsets.clone());
    }

    /** The epoch: it changes when the order of the log was broken and older positions mean nothing. */
    public long epoch() {
        return epoch;
    }

    /** The number of partitions, at least 1. */
    public int partitions() {
        return offsets.length;
    }

    /** The offset of the last record passed in a partition, -1 before the first. */
    public long offset(int partition) {
        return offsets[partition];
    }

    /** The offsets of all partitions, a copy. */
    public long[] offsets() {
        return offsets.clone();
    }

    /** The position in one partition. */
    public Position position(int partition) {
        return new Position(epoch, partition, offsets[partition]);
    }

    /** True if a node that resumes from here can go on in a log that is now at the other positions. */
    public boolean continuesIn(LogPositions now) {
        return epoch == now.epoch && offsets.length == now.offsets.length;
    }

    /** True if in each partition this is the same position as the other one or a later one, of the same epoch. */
    public boolean reaches(LogPositions other) {
        return continuesIn(other) && IntStream.range(0, offsets.length).allMatch(p -> offsets[p] >= other.offsets[p]);
    }

    /** These positions with another one in its partition. */
    public LogPositions with(Position position) {
        long[] changed = offsets.clone();
        changed[position.partition()] = position.offset();
        return new LogPositions(epoch, changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogPositions that && epoch == that.epoch && Arrays.equals(offsets, that.offsets);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(epoch) + Arrays.hashCode(offsets);
    }

    @Override
    public String toString() {
        return "LogPositions[" + Long.toHexString(epoch) + ", " + Arrays.toString(offsets) + "]";
    }
}
