package io.reactivecache.nats;

import io.reactivecache.spi.LogPositions;
import java.util.List;
import java.util.stream.IntStream;

/** The ends of all streams of a log at some time, and the life they were read in. */
record LogEnd(StreamLife life, List<PartitionStream> streams) {

    LogPositions positions() {
        return LogPositions.of(
                life.epoch(),
                streams.stream().mapToLong(stream -> stream.last() - 1).toArray());
    }

    /** True if the positions are of this life, none is beyond the end, and all records after them are kept. */
    boolean canBeReachedFrom(LogPositions from) {
        return from.epoch() == life.epoch()
                && from.partitions() == streams.size()
                && IntStream.range(0, from.partitions())
                        .allMatch(partition -> streams.get(partition).follows(from.offset(partition) + 1));
    }
}
