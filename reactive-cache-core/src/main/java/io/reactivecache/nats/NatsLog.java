package io.reactivecache.nats;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogClosedException;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.lossy.LossyLog;
import io.reactivecache.spi.lossy.LossyTails;
import java.util.Objects;
import java.util.Optional;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An invalidation log on core NATS, for those whose NATS keeps nothing: a record goes to the nodes that listen, and a counter
 * elsewhere gives it its position. A node that was cut off, or may have been, begins anew with a {@link LogEvent.Reset};
 * {@link LossyTails} says how it finds out. A {@link NatsJetStreamLog} spares it most of these.
 *
 * <p>Appends and probes share one connection, opened when it is first needed and again when it was lost; each tail has a
 * connection of its own. Signals are emitted on threads of NATS, of the counter and of the parallel scheduler, which must
 * not be blocked.
 */
public final class NatsLog implements InvalidationLog, Disposable {

    private final NatsLink link;
    private final LossyLog log;

    NatsLog(NatsLink link, LossyLog log) {
        this.link = link;
        this.log = log;
    }

    /** Settings for a log; all but the servers and the counter have defaults. */
    public static NatsLogBuilder builder() {
        return new NatsLogBuilder();
    }

    /** {@link DeliveryClass#LOSSY}. */
    @Override
    public DeliveryClass deliveryClass() {
        return DeliveryClass.LOSSY;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Acknowledged is what the server has taken to pass on; it waits for no node. Errors as the counter does, with
     * {@link io.reactivecache.CacheOverloadedException} if too many appends are under way, with a
     * {@link java.util.concurrent.TimeoutException} if the server has not taken the record in time, and with
     * {@link LogClosedException} once the log is disposed.
     */
    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        Objects.checkIndex(partition, Integer.MAX_VALUE);
        Objects.requireNonNull(payload, "payload");
        return Mono.defer(() -> isDisposed() ? Mono.error(new LogClosedException()) : log.append(partition, payload));
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        Objects.requireNonNull(from, "from");
        return log.tail(from).onErrorMap(lost -> isDisposed() ? new LogClosedException() : lost);
    }

    @Override
    public Mono<LogPositions> end() {
        return link.guard(log.end());
    }

    /**
     * Closes the connections and ends all threads, without waiting for it. What is under way errors with
     * {@link LogClosedException}, as do all later calls. The counter is its maker's.
     */
    @Override
    public void dispose() {
        link.dispose();
    }

    @Override
    public boolean isDisposed() {
        return link.isDisposed();
    }
}
