package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A log to one follower, whose tails begin where the last one ended, as a cache has it. */
final class ResumingLog implements InvalidationLog {

    private final InvalidationLog log;
    private volatile Optional<LogPositions> reached = Optional.empty();

    ResumingLog(InvalidationLog log) {
        this.log = log;
    }

    @Override
    public DeliveryClass deliveryClass() {
        return log.deliveryClass();
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        return log.append(partition, payload);
    }

    @Override
    public Mono<LogPositions> end() {
        return log.end();
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return Flux.defer(() -> log.tail(reached)).doOnNext(this::reach);
    }

    private void reach(LogEvent event) {
        if (event instanceof LogEvent.Reset reset) {
            reached = Optional.of(reset.positions());
        } else if (event instanceof Appended record) {
            reached = reached.map(positions -> with(positions, record.position()));
        }
    }

    private static LogPositions with(LogPositions positions, Position position) {
        long[] offsets = positions.offsets();
        offsets[position.partition()] = position.offset();
        return LogPositions.of(positions.epoch(), offsets);
    }
}
