package io.reactivecache.test.fault;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.PositionCounter;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Wraps a counter of positions and does to it what a test says. Changes nothing until it is told to. */
public final class FaultyPositionCounter implements PositionCounter {

    private final PositionCounter counter;
    private volatile Fault beforeNext = Fault.NONE;
    private volatile Fault beforeEnd = Fault.NONE;

    /** One that does what the given one does. */
    public FaultyPositionCounter(PositionCounter counter) {
        this.counter = Objects.requireNonNull(counter, "counter");
    }

    /** Sets the fault of the positions that are taken from now on. */
    public void beforeNext(Fault fault) {
        beforeNext = Objects.requireNonNull(fault, "fault");
    }

    /** Sets the fault of the questions for the end from now on. */
    public void beforeEnd(Fault fault) {
        beforeEnd = Objects.requireNonNull(fault, "fault");
    }

    @Override
    public Mono<Position> next(int partition) {
        Mono<Position> next = counter.next(partition);
        return Mono.defer(() -> beforeNext.of(next));
    }

    @Override
    public Mono<LogPositions> end() {
        Mono<LogPositions> end = counter.end();
        return Mono.defer(() -> beforeEnd.of(end));
    }
}
