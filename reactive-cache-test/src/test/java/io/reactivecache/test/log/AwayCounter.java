package io.reactivecache.test.log;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.PositionCounter;
import reactor.core.publisher.Mono;

/** A counter that may be away. */
final class AwayCounter implements PositionCounter {

    private final PositionCounter counter;
    private volatile boolean away;

    AwayCounter(PositionCounter counter) {
        this.counter = counter;
    }

    void setAway(boolean refuses) {
        away = refuses;
    }

    @Override
    public Mono<Position> next(int partition) {
        return whenHere(counter.next(partition));
    }

    @Override
    public Mono<LogPositions> end() {
        return whenHere(counter.end());
    }

    private <T> Mono<T> whenHere(Mono<T> answer) {
        return Mono.defer(
                () -> away ? Mono.error(new IllegalStateException("counter: away (expected: here)")) : answer);
    }
}
