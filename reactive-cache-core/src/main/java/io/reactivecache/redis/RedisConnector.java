package io.reactivecache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Makes links to one Redis. Lettuce never reconnects by itself here: it would send again what was waiting, after the guards
 * that such a command relies on may be gone.
 */
final class RedisConnector implements Disposable {

    private static final String CONNECTION_NAME = "reactive-cache";
    private static final int STEPS =
            6; // name lookup, connecting, the handshakes of TLS and Lettuce, and the two steps of ours

    private final RedisSettings settings;
    private final EventLoops eventLoops = new EventLoops();
    private final SharedClient client;
    private final RedisURI uri;

    RedisConnector(RedisSettings settings) {
        this.settings = settings;
        RedisClient lettuce = RedisClient.create(DefaultClientResources.builder()
                .ioThreadPoolSize(threads(settings))
                .computationThreadPoolSize(2)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(eventLoops)
                .build());
        lettuce.setOptions(options(settings));
        this.client = new SharedClient(lettuce);
        this.uri = settings.uri();
        this.uri.setTimeout(settings.commandTimeout());
        this.uri.setClientName(CONNECTION_NAME);
    }

    /** Connects once and emits the link when Redis has told who it is and what time it has. Cancelling leaves nothing open. */
    Mono<RedisLink> connect() {
        return inTime(client.open(uri).flatMap(this::handshake));
    }

    /** Connects once for a channel alone and emits when Redis has confirmed the subscription. Cancelling leaves nothing open. */
    Mono<RedisSubscription> subscribe(byte[] channel, Consumer<byte[]> receiver) {
        return inTime(client.openPubSub(uri)
                .flatMap(connection ->
                        closedUnlessMade(connection, RedisSubscription.on(connection, channel, receiver))));
    }

    private <T> Mono<T> inTime(Mono<T> connecting) {
        return connecting
                .materialize() // a failure that comes when nobody waits any more goes unnoticed
                .timeout(settings.commandTimeout().multipliedBy(STEPS), settings.scheduler())
                .<T>dematerialize()
                .subscribeOn(settings.scheduler());
    }

    private static <T> Mono<T> closedUnlessMade(SharedClient.Connection<?> connection, Mono<T> making) {
        return making.doOnError(failed -> connection.close()).doOnCancel(connection::close);
    }

    /** Asks one thing after the other: of two questions that fail at once the failure of one would go unheard. */
    private Mono<RedisLink> handshake(SharedClient.Connection<?> connection) {
        long session = ThreadLocalRandom.current().nextLong();
        RedisReactiveCommands<byte[], byte[]> commands = connection.lettuce().reactive();
        Mono<Long> generation = commands.info("server").map(ServerLife::generation);
        Mono<RedisLink> link = generation
                .zipWhen(told -> RedisLink.time(commands))
                .map(told -> new RedisLink(
                        settings,
                        connection,
                        eventLoops.of(connection.lettuce()),
                        session,
                        told.getT1(),
                        told.getT2()));
        return closedUnlessMade(connection, link);
    }

    /** One for tails besides that of a lone link. */
    private static int threads(RedisSettings settings) {
        return Math.max(2, Math.min(settings.connections(), Runtime.getRuntime().availableProcessors()));
    }

    private static ClientOptions options(RedisSettings settings) {
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .requestQueueSize(settings.requestQueueSize())
                .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.commandTimeout())
                        .keepAlive(true)
                        .build());
        settings.tls().ifPresent(tls -> options.sslOptions(tls.options(settings.commandTimeout())));
        return options.build();
    }

    /** How many connections there are, or are being opened. */
    int connections() {
        return client.connections();
    }

    /** Connects no more; returns at once. */
    @Override
    public void dispose() {
        client.dispose();
    }
}
