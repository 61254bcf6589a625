package io.reactivecache.internal.entry;

import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** How far this node is behind the end of its log, as far as it was told of that. */
public final class Lag {

    private final AppliedPositions positions;
    private volatile Optional<LogPositions> end = Optional.empty();

    public Lag(AppliedPositions positions) {
        this.positions = positions;
    }

    /** Notes where the log ends. */
    public void endsAt(LogPositions told) {
        end = Optional.of(told);
    }

    /** How many records this node has not applied; empty if it follows no log, or was not told where that ends. */
    public OptionalLong records() {
        LogPositions applied = positions.resumeFrom().orElse(null);
        LogPositions told = end.orElse(null);
        return applied == null || told == null ? OptionalLong.empty() : between(applied, told);
    }

    /** How many records there are between two positions; empty if they are of different epochs. */
    public static OptionalLong between(LogPositions applied, LogPositions end) {
        if (!applied.continuesIn(end)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(IntStream.range(0, end.partitions())
                .mapToLong(partition -> Math.max(0, end.offset(partition) - applied.offset(partition)))
                .sum());
    }
}
