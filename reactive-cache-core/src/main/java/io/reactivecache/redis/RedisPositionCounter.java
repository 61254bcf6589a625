package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.PositionCounter;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * A counter of positions in Redis, for a log that cannot count. All nodes of a log use the same Redis; on a cluster the
 * primary of its slot counts.
 *
 * <p>Each restart of Redis is an epoch of its own, and so is a failover to a replica: what it had acknowledged may be
 * lost. Of another epoch it is too after its key was deleted, or evicted: see to a policy that spares it.
 *
 * <p>It shares the connection of a {@link RedisRemoteStore}, with its time and queue limits, and errors with
 * {@link RemoteUnavailableException} at once while Redis is away. Signals are emitted on threads of Lettuce, which
 * must not be blocked.
 */
public final class RedisPositionCounter implements PositionCounter {

    private final RedisRemoteStore store;
    private final CounterCommands commands;

    RedisPositionCounter(RedisRemoteStore store, CounterCommands commands) {
        this.store = store;
        this.commands = commands;
    }

    /**
     * Settings for a counter; all of them have defaults.
     *
     * @param store whose Redis counts; dispose of that one
     */
    public static RedisPositionCounterBuilder on(RedisRemoteStore store) {
        return new RedisPositionCounterBuilder(Objects.requireNonNull(store, "store"));
    }

    @Override
    public Mono<Position> next(int partition) {
        Objects.checkIndex(partition, Integer.MAX_VALUE);
        return commands.link(store.links()).flatMap(link -> RedisLink.wholly(commands.next(link, partition)));
    }

    @Override
    public Mono<LogPositions> end() {
        return commands.link(store.links()).flatMap(commands::end);
    }
}
