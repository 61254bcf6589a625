package io.reactivecache.nats;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogClosedException;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.append.PendingAppends;
import java.util.Objects;
import java.util.Optional;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An invalidation log kept in NATS JetStream: one stream with file storage for each partition, named after the log and the
 * partition. Appends are acknowledged by the server, or by a majority of the replicas. Of each partition the newest records
 * are kept, for nodes that were cut off; a node that comes later begins anew.
 *
 * <p>Nothing is connected before the first subscription, and an absent server fails an operation, never this object: once the
 * server is there the next operation works. Streams are created if they are absent; the number of partitions of an existing
 * log wins over the configured one. A stream that was deleted and created again, or has lost records it had acknowledged, has
 * another epoch: then all nodes begin anew with a {@link Reset}.
 *
 * <p>A server writes what it acknowledges to its file at once, and has the system put it on the disk later. What a machine
 * without replicas loses when its power fails is noticed by nodes that go on running, and by none that starts anew: give a
 * log three replicas, or the server {@code sync_interval: always}.
 *
 * <p>Signals are emitted on {@link Schedulers#parallel()}.
 */
public final class NatsJetStreamLog implements InvalidationLog, Disposable {

    private final NatsLink link;
    private final LogStreams streams;
    private final StreamAppends appends;
    private final StreamTail tail;
    private final PendingAppends pending;

    NatsJetStreamLog(StreamLogSettings settings, NatsLink link) {
        this.link = link;
        this.streams = new LogStreams(settings, link);
        this.appends = new StreamAppends(streams, link);
        this.tail = new StreamTail(streams, link);
        this.pending = new PendingAppends(settings.maxPendingAppends(), settings.appendTimeout());
    }

    /** Settings for a log; all but the servers have defaults. */
    public static NatsJetStreamLogBuilder builder() {
        return new NatsJetStreamLogBuilder();
    }

    /** {@link DeliveryClass#REPLAYABLE}, as far as the records kept reach back. */
    @Override
    public DeliveryClass deliveryClass() {
        return DeliveryClass.REPLAYABLE;
    }

    /**
     * Appends as {@link InvalidationLog#append} promises, and emits the position once the server has acknowledged the record.
     *
     * <p>An append waits out a server that restarts, up to the append timeout. Errors with
     * {@link io.reactivecache.CacheOverloadedException} if too many appends are under way, with
     * {@link java.util.concurrent.TimeoutException} if there was no acknowledgement in time, with
     * {@link IndexOutOfBoundsException} if the log has no such partition, with {@link ForeignStreamException} if a stream of
     * somebody else is in the way, and with {@link LogClosedException} once the log is disposed.
     */
    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        Objects.checkIndex(partition, Integer.MAX_VALUE);
        Objects.requireNonNull(payload, "payload");
        return pending.admit(link.guard(appends.append(partition, payload)));
    }

    /**
     * Delivers as {@link InvalidationLog#tail} promises.
     *
     * <p>A tail goes on by itself where it was after a short loss of the connection, and errors after a longer one.
     */
    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        Objects.requireNonNull(from, "from");
        return tail.from(from);
    }

    @Override
    public Mono<LogPositions> end() {
        return link.guard(streams.end()).map(LogEnd::positions).publishOn(Schedulers.parallel());
    }

    /**
     * Closes the connection and ends all threads, without waiting for it. What is under way errors with
     * {@link LogClosedException}, as do all later calls.
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
