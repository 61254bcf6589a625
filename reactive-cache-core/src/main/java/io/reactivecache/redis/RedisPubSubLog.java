package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.PositionCounter;
import io.reactivecache.spi.lossy.LossyTails;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An invalidation log on Redis Pub/Sub, for those who want nothing kept: a record goes to the nodes that listen, and
 * Redis counts. All nodes use the same Redis; on a cluster, the primary of the counter's slot. A node that was cut
 * off, or may have been, begins anew with a {@link LogEvent.Reset}; {@link LossyTails} says how it finds out. A
 * {@link RedisStreamLog} spares it most of these.
 *
 * <p>Appends, ends and probes share the connection of a {@link RedisRemoteStore}, with its time and queue limits;
 * each tail has a connection of its own, and is lost with either. Signals are emitted on threads of Lettuce, which
 * must not be blocked.
 *
 * <p>Each restart of Redis is an epoch of its own, and so is a failover to a replica. What the remote tier keeps of
 * before reads as a miss.
 */
public final class RedisPubSubLog implements InvalidationLog {

    private final RedisRemoteStore store;
    private final CounterCommands commands;
    private final byte[] channel;
    private final PositionCounter counter;
    private final LossyTails tails;

    RedisPubSubLog(
            RedisRemoteStore store,
            CounterCommands commands,
            byte[] channel,
            PositionCounter counter,
            LossyTails tails) {
        this.store = store;
        this.commands = commands;
        this.channel = channel;
        this.counter = counter;
        this.tails = tails;
    }

    /**
     * Settings for a log; all of them have defaults.
     *
     * @param store whose Redis carries the log; dispose of that one
     */
    public static RedisPubSubLogBuilder on(RedisRemoteStore store) {
        return new RedisPubSubLogBuilder(Objects.requireNonNull(store, "store"));
    }

    /** {@link DeliveryClass#LOSSY}. */
    @Override
    public DeliveryClass deliveryClass() {
        return DeliveryClass.LOSSY;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Acknowledged is what Redis has counted and passed on; it waits for no node. Errors with
     * {@link RemoteUnavailableException} at once while Redis is away, and when it does not answer in time.
     */
    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        Objects.checkIndex(partition, Integer.MAX_VALUE);
        Objects.requireNonNull(payload, "payload");
        return commands.link(store.links())
                .flatMap(link -> RedisLink.wholly(commands.publish(link, partition, channel, payload)));
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
