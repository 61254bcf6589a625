package io.reactivecache.spi;

import io.reactivecache.Position;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import reactor.core.publisher.Mono;

/** A counter of positions for the nodes of one process. Each instance is an epoch of its own. */
public final class InProcessPositionCounter implements PositionCounter {

    private final long epoch = ThreadLocalRandom.current().nextLong();
    private final AtomicLongArray taken;

    /**
     * A counter for that many partitions.
     *
     * @throws IllegalArgumentException if there is none
     */
    public InProcessPositionCounter(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: >= 1)");
        }
        this.taken = new AtomicLongArray(partitions);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IndexOutOfBoundsException if there is no such partition
     */
    @Override
    public Mono<Position> next(int partition) {
        Objects.checkIndex(partition, taken.length());
        return Mono.fromSupplier(() -> new Position(epoch, partition, taken.getAndIncrement(partition)));
    }

    @Override
    public Mono<LogPositions> end() {
        return Mono.fromSupplier(this::positions);
    }

    private LogPositions positions() {
        long[] offsets = new long[taken.length()];
        for (int partition = 0; partition < offsets.length; partition++) {
            offsets[partition] = taken.get(partition) - 1;
        }
        return LogPositions.of(epoch, offsets);
    }
}
