package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node's way to the log: every append is a {@link HeldCall}, every delivery a step. */
final class HeldLog implements InvalidationLog {

    private final World world;
    private final Life life;

    HeldLog(World world, Life life) {
        this.world = world;
        this.life = life;
    }

    @Override
    public DeliveryClass deliveryClass() {
        return world.log.deliveryClass();
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        return Mono.deferContextual(context -> {
            Optional<Change<?>> change = context.getOrEmpty(Change.class);
            change.ifPresent(Change::announced);
            Mono<Position> append = Mono.defer(() -> {
                world.ledger.appended(partition, change);
                return world.log
                        .append(partition, payload)
                        .doOnNext(position -> change.ifPresent(told -> told.appended(position)));
            });
            return new HeldCall<>(world, life, "APPEND", append);
        });
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        boolean isReplay = from.isPresent(); // no node ever loses its first tail
        return Flux.from(subscriber -> world.log.tail(from).subscribe(new HeldTail(world, life, isReplay, subscriber)));
    }

    @Override
    public Mono<LogPositions> end() {
        return world.log.end();
    }
}
