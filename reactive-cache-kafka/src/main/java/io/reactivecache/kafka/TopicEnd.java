package io.reactivecache.kafka;

import io.reactivecache.spi.LogPositions;
import java.util.stream.IntStream;

/** The end of a topic at some time, and the life it was read in. */
record TopicEnd(TopicLife life, LogPositions positions) {

    /** True if the positions are of this life and none is beyond the end, as after a loss of records. */
    boolean canBeReachedFrom(LogPositions from) {
        return from.continuesIn(positions)
                && IntStream.range(0, positions.partitions()).allMatch(p -> from.offset(p) <= positions.offset(p));
    }
}
