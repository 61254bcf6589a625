package io.reactivecache.test.cache;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node's view of a log: its deliveries, and its own appends, can be held. */
final class HeldDelivery implements InvalidationLog {

    private final InvalidationLog log;
    private final Gate deliveries = new Gate();
    private final Gate appends = new Gate();

    HeldDelivery(InvalidationLog log) {
        this.log = log;
    }

    Gate deliveries() {
        return deliveries;
    }

    Gate appends() {
        return appends;
    }

    @Override
    public DeliveryClass deliveryClass() {
        return log.deliveryClass();
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        return appends.pass(payload).flatMap(passed -> log.append(partition, passed));
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return log.tail(from).concatMap(deliveries::pass, 1);
    }

    @Override
    public Mono<LogPositions> end() {
        return log.end();
    }
}
