package io.reactivecache.kafka;

import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.stream.IntStream;

/** The end of a topic at some time, and the life it was read in. */
record TopicEnd(TopicLife life, LogPositions positions) {

    /** True if the positions are of this life and none is beyond the end, as after a loss of records. */
    boolean canBeReachedFrom(LogPositions from) {
        return positions.reaches(from);
    }

    /** True if no offset is beyond the end. */
    boolean isNotBefore(long[] offsets) {
        return IntStream.range(0, positions.partitions()).allMatch(p -> offsets[p] <= positions.offset(p));
    }

    /** Where to begin anew: at the end, and in partitions the topic did not have before, before their first record. */
    LogPositions beginning(Optional<LogPositions> before) {
        return before.filter(life::hasGrownFrom).map(this::withNewPartitions).orElse(positions);
    }

    private LogPositions withNewPartitions(LogPositions before) {
        return LogPositions.of(
                positions.epoch(),
                IntStream.range(0, positions.partitions())
                        .mapToLong(p -> p < before.partitions() ? positions.offset(p) : -1)
                        .toArray());
    }
}
