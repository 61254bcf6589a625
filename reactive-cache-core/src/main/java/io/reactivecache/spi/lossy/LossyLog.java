package io.reactivecache.spi.lossy;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.PositionCounter;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A log over a channel that keeps nothing, with positions of a counter: an append takes a position, then publishes. If it
 * errors in between, no record ever has that position, and the tails are reset.
 */
public final class LossyLog implements InvalidationLog {

    private final LossyChannel channel;
    private final PositionCounter counter;
    private final LossyTails tails;

    /**
     * A log.
     *
     * @param channel on which records are published
     * @param counter that gives them their positions
     * @param tails over the same channel and counter
     */
    public LossyLog(LossyChannel channel, PositionCounter counter, LossyTails tails) {
        this.channel = Objects.requireNonNull(channel, "channel");
        this.counter = Objects.requireNonNull(counter, "counter");
        this.tails = Objects.requireNonNull(tails, "tails");
    }

    /** {@link DeliveryClass#LOSSY}. */
    @Override
    public DeliveryClass deliveryClass() {
        return DeliveryClass.LOSSY;
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        Objects.requireNonNull(payload, "payload");
        Mono<Position> append = counter.next(partition)
                .flatMap(position ->
                        channel.publish(LossyFormat.record(position, payload)).thenReturn(position));
        return Mono.fromFuture(append::toFuture, true); // runs to its end whoever cancels
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        Objects.requireNonNull(from, "from");
        return tails.tail();
    }

    @Override
    public Mono<LogPositions> end() {
        return counter.end();
    }
}
