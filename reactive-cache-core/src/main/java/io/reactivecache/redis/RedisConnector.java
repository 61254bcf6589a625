package io.reactivecache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.ConnectionFuture;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Makes links to one Redis. Lettuce never reconnects by itself here: it would send again what was waiting, after the guards
 * that such a command relies on may be gone.
 */
final class RedisConnector implements Disposable {

    private static final String CONNECTION_NAME = "reactive-cache";
    private static final int STEPS = 5; // name lookup, connecting, Lettuce's handshake and the two of ours

    private final RedisSettings settings;
    private final EventLoops eventLoops = new EventLoops();
    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;
    private final AtomicInteger users = new AtomicInteger(1); // the owner, and each that is beginning to connect
    private final AtomicBoolean disposed = new AtomicBoolean();

    RedisConnector(RedisSettings settings) {
        this.settings = settings;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(eventLoops)
                .build();
        this.client = RedisClient.create(resources);
        this.client.setOptions(options(settings));
        this.uri = settings.uri();
        this.uri.setTimeout(settings.commandTimeout());
        this.uri.setClientName(CONNECTION_NAME);
    }

    /** Connects once and emits the link when Redis has told who it is and what time it has. Cancelling leaves nothing open. */
    Mono<RedisLink> connect() {
        return Mono.defer(this::open)
                .flatMap(this::handshake)
                .materialize() // a failure that comes when nobody waits any more goes unnoticed
                .timeout(settings.commandTimeout().multipliedBy(STEPS), settings.scheduler())
                .<RedisLink>dematerialize()
                .subscribeOn(settings.scheduler());
    }

    /** Empty once this is disposed: then nobody waits any more. */
    private Mono<StatefulRedisConnection<byte[], byte[]>> open() {
        if (!enter()) {
            return Mono.empty();
        }
        try {
            return opened(client.connectAsync(ByteArrayCodec.INSTANCE, uri));
        } finally {
            leave();
        }
    }

    private static Mono<StatefulRedisConnection<byte[], byte[]>> opened(
            ConnectionFuture<StatefulRedisConnection<byte[], byte[]>> opening) {
        return Mono.fromFuture(opening.toCompletableFuture().handle(RedisConnector::outcome), true)
                .flatMap(Function.identity())
                .doOnCancel(() -> opening.thenAccept(StatefulConnection::closeAsync));
    }

    /** A failure as a value: one that comes after nobody waits for it any more goes unnoticed. */
    private static <T> Mono<T> outcome(@Nullable T opened, @Nullable Throwable failure) {
        return failure == null ? Mono.justOrEmpty(opened) : Mono.error(failure);
    }

    private Mono<RedisLink> handshake(StatefulRedisConnection<byte[], byte[]> connection) {
        long session = ThreadLocalRandom.current().nextLong();
        Mono<Long> generation = connection.reactive().info("server").map(ServerLife::generation);
        Mono<LinkClock.Sample> time = RedisLink.time(connection.reactive());
        return generation
                .zipWhen(told -> time) // one after the other: of two that fail at once one would go unheard
                .map(told -> new RedisLink(
                        settings, connection, eventLoops.of(connection), session, told.getT1(), told.getT2()))
                .doOnError(failed -> connection.closeAsync())
                .doOnCancel(connection::closeAsync);
    }

    private static ClientOptions options(RedisSettings settings) {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .requestQueueSize(settings.requestQueueSize())
                .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.commandTimeout())
                        .keepAlive(true)
                        .build())
                .build();
    }

    private boolean enter() {
        return users.getAndUpdate(present -> present == 0 ? 0 : present + 1) > 0;
    }

    /** The last one ends the client: it must not end under somebody who is beginning to connect. */
    private void leave() {
        if (users.decrementAndGet() == 0) {
            shutdown();
        }
    }

    /** Closes every connection; returns at once. */
    @Override
    public void dispose() {
        if (disposed.compareAndSet(false, true)) {
            leave();
        }
    }

    private void shutdown() {
        client.shutdownAsync().whenComplete((done, failed) -> resources.shutdown(0, 1, TimeUnit.SECONDS));
    }
}
