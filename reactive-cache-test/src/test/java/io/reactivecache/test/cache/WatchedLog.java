package io.reactivecache.test.cache;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A log as it is, and what its one follower has seen of it. */
final class WatchedLog implements InvalidationLog {

    private final InvalidationLog log;
    private final Runnable onReset;
    private final AtomicInteger resets = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();

    /**
     * A log.
     *
     * @param onReset run whenever a reset was applied
     */
    WatchedLog(InvalidationLog log, Runnable onReset) {
        this.log = log;
        this.onReset = onReset;
    }

    /** How many resets were applied. */
    int resets() {
        return resets.get();
    }

    /** How many tails have errored. */
    int losses() {
        return losses.get();
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
        return log.tail(from)
                .doOnError(lost -> losses.incrementAndGet())
                .concatMap(event -> Flux.just(event).doOnComplete(() -> applied(event)));
    }

    /** An event is applied by whom it is handed to, before the next one is asked for. */
    private void applied(LogEvent event) {
        if (event instanceof LogEvent.Reset) {
            onReset.run();
            resets.incrementAndGet();
        }
    }
}
