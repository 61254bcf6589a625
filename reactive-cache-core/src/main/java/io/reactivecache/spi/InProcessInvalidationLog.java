package io.reactivecache.spi;

import io.reactivecache.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An invalidation log for the caches of one process, kept nowhere: a cache on its own, or several that play the nodes of a
 * cluster. Each instance is an epoch of its own.
 *
 * <p>An append takes its position and hands its record to all tails before it emits, on the thread that subscribed, or on
 * one that was handing over records to the same tail already. A tail that does not keep up holds up nobody: it misses
 * records once a bounded number wait for it, and is sent a {@link LogEvent.Reset} in their place. As no record is kept
 * every tail begins with a {@link LogEvent.Reset}, wherever it would start.
 */
public final class InProcessInvalidationLog implements InvalidationLog {

    private final long epoch = ThreadLocalRandom.current().nextLong();
    private final Object order = new Object();
    private final List<InProcessTail> tails = new CopyOnWriteArrayList<>();
    private final long[] last;

    /** A log of one partition. */
    public InProcessInvalidationLog() {
        this(1);
    }

    /**
     * A log of that many partitions.
     *
     * @throws IllegalArgumentException if there is none
     */
    public InProcessInvalidationLog(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: >= 1)");
        }
        this.last = new long[partitions];
        Arrays.fill(last, -1);
    }

    @Override
    public DeliveryClass deliveryClass() {
        return DeliveryClass.LOCAL;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IndexOutOfBoundsException if there is no such partition
     */
    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        Objects.checkIndex(partition, last.length);
        Objects.requireNonNull(payload, "payload");
        return Mono.fromCallable(() -> {
            Position position = add(partition, payload);
            tails.forEach(InProcessTail::drain);
            return position;
        });
    }

    private Position add(int partition, byte[] payload) {
        synchronized (order) {
            Position position = new Position(epoch, partition, ++last[partition]);
            LogEvent.Appended record = new LogEvent.Appended(position, payload);
            tails.forEach(tail -> tail.offer(record));
            return position;
        }
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        Objects.requireNonNull(from, "from");
        return Flux.from(subscriber -> {
            InProcessTail tail = new InProcessTail(subscriber, this);
            tails.add(tail);
            subscriber.onSubscribe(tail);
        });
    }

    @Override
    public Mono<LogPositions> end() {
        return Mono.fromCallable(() -> {
            synchronized (order) {
                return positions();
            }
        });
    }

    /** Ends a tail's gap: from here on it is offered every record again. */
    LogEvent resume(InProcessTail tail) {
        synchronized (order) {
            tail.resumed();
            return new LogEvent.Reset(positions());
        }
    }

    void remove(InProcessTail tail) {
        tails.remove(tail);
    }

    private LogPositions positions() {
        return LogPositions.of(epoch, last);
    }
}
