package io.reactivecache.builder;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Another node's way to a log: it appends there, and hears nothing but the beginning. */
final class Relayed implements InvalidationLog {

    private final InvalidationLog log;

    Relayed(InvalidationLog log) {
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
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return log.end().<LogEvent>map(LogEvent.Reset::new).concatWith(Mono.never());
    }

    @Override
    public Mono<LogPositions> end() {
        return log.end();
    }
}
