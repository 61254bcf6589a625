package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An invalidation log on Redis Streams, one stream for each partition, for those who have Redis and no Kafka. All
 * nodes use the same Redis; on a cluster all streams are on one primary. Of each partition the newest records are
 * kept, for nodes that were cut off; a node that comes later begins anew.
 *
 * <p>Appends and ends share the connection of a {@link RedisRemoteStore}, with its time and queue limits; each tail
 * has a connection of its own. Signals are emitted on threads of Lettuce, which must not be blocked.
 *
 * <p>Each restart of Redis is an epoch of its own, and so is a failover to a replica: what it had acknowledged may be
 * lost, and positions given twice. All nodes then begin anew with a {@link LogEvent.Reset}, and what the remote tier
 * keeps of before reads as a miss.
 */
public final class RedisStreamLog implements InvalidationLog {

    private final RedisRemoteStore store;
    private final StreamLogCommands commands;

    RedisStreamLog(RedisRemoteStore store, StreamLogCommands commands) {
        this.store = store;
        this.commands = commands;
    }

    /**
     * Settings for a log; all of them have defaults.
     *
     * @param store whose Redis keeps the log; dispose of that one
     */
    public static RedisStreamLogBuilder on(RedisRemoteStore store) {
        return new RedisStreamLogBuilder(Objects.requireNonNull(store, "store"));
    }

    /** {@link DeliveryClass#REPLAYABLE}, as far as the records kept reach back. */
    @Override
    public DeliveryClass deliveryClass() {
        return DeliveryClass.REPLAYABLE;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Errors with {@link RemoteUnavailableException} at once while Redis is away, and when it does not answer in
     * time.
     */
    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        Objects.checkIndex(partition, Integer.MAX_VALUE);
        Objects.requireNonNull(payload, "payload");
        return commands.link(store.links())
                .flatMap(link -> RedisLink.wholly(commands.append(link, partition, payload)));
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        Objects.requireNonNull(from, "from");
        return Flux.defer(() -> tail(from, new AtomicBoolean()));
    }

    /** The tail knows that it is cancelled before the connection ends. */
    private Flux<LogEvent> tail(Optional<LogPositions> from, AtomicBoolean cancelled) {
        return store.connect(commands.place())
                .switchIfEmpty(Mono.error(() -> new RemoteUnavailableException(Reason.AWAY)))
                .flatMapMany(link -> new StreamTail(commands, link, cancelled::get)
                        .from(from)
                        .takeUntilOther(
                                link.deposed().then(Mono.error(() -> new RemoteUnavailableException(Reason.AWAY))))
                        .doFinally(signal -> link.close()))
                .doOnCancel(() -> cancelled.set(true));
    }

    @Override
    public Mono<LogPositions> end() {
        return commands.link(store.links()).flatMap(commands::end);
    }
}
