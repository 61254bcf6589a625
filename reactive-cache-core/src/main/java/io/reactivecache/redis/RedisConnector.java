package io.reactivecache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Makes links. Lettuce never reconnects by itself here: it would send again what was waiting, after the guards
 * that such a command relies on may be gone.
 */
final class RedisConnector implements Disposable {

    private static final String CONNECTION_NAME = "reactive-cache";
    /** Name lookup, connecting, the handshakes of TLS and Lettuce, and the three steps of ours. */
    private static final int STEPS = 7;

    private final RedisSettings settings;
    private final EventLoops eventLoops = new EventLoops();
    private final SharedClient client;
    private final Mono<Primary> primary;
    private final int steps;

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
        this.settings.uri().setTimeout(settings.commandTimeout());
        this.settings.uri().setClientName(CONNECTION_NAME);
        this.primary = primary(settings, client);
        this.steps = settings.uri().getSentinels().isEmpty() ? STEPS : STEPS + SentinelPrimaries.STEPS;
    }

    private static Mono<Primary> primary(RedisSettings settings, SharedClient client) {
        return settings.uri().getSentinels().isEmpty()
                ? Mono.just(Primary.only(settings.uri()))
                : new SentinelPrimaries(client, settings).find();
    }

    /** The one server there is, or the one that sentinels name. */
    Mono<Primary> primary() {
        return primary;
    }

    /** Connects once to the one server there is, or the one that sentinels name, as {@link #connect(Mono)} does. */
    Mono<RedisLink> connect() {
        return connect(primary);
    }

    /**
     * Connects once and emits the link when Redis has told who it is and what time it has. Cancelling leaves nothing
     * open.
     */
    Mono<RedisLink> connect(Mono<Primary> to) {
        return inTime(to.flatMap(found -> client.open(found.uri()).flatMap(connection -> link(connection, found))));
    }

    /**
     * Connects once for a channel alone and emits when Redis has confirmed the subscription. Cancelling leaves
     * nothing open.
     */
    Mono<RedisSubscription> subscribe(Mono<Primary> to, byte[] channel, Consumer<byte[]> receiver) {
        return inTime(to.flatMap(found -> client.openPubSub(found.uri())
                .flatMap(connection ->
                        closedUnlessMade(connection, RedisSubscription.on(connection, found, channel, receiver)))));
    }

    /** Connects once for a question alone. Cancelling leaves nothing open. */
    <T> Mono<T> ask(RedisURI server, Function<RedisReactiveCommands<byte[], byte[]>, Mono<T>> question) {
        return inTime(client.open(server)
                .flatMap(connection ->
                        question.apply(connection.lettuce().reactive()).doFinally(signal -> connection.close())));
    }

    private <T> Mono<T> inTime(Mono<T> connecting) {
        return connecting
                .materialize() // a failure that comes when nobody waits any more goes unnoticed
                .timeout(settings.commandTimeout().multipliedBy(steps), settings.scheduler())
                .<T>dematerialize()
                .subscribeOn(settings.scheduler());
    }

    private static <T> Mono<T> closedUnlessMade(SharedClient.Connection<?> connection, Mono<T> making) {
        return making.doOnError(failed -> connection.close()).doOnCancel(connection::close);
    }

    private Mono<RedisLink> link(
            SharedClient.Connection<? extends StatefulRedisConnection<byte[], byte[]>> connection, Primary found) {
        Mono<RedisLink> link = Greeting.of(connection.lettuce().reactive(), found.term())
                .map(greeting ->
                        new RedisLink(settings, connection, eventLoops.of(connection.lettuce()), found, greeting));
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
