package io.reactivecache.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.reactivecache.spi.lossy.LossyLink;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One connection to Redis that listens to a channel, from the confirmation to its end. It is never made anew. */
final class RedisSubscription implements LossyLink {

    private final SharedClient.Connection<StatefulRedisPubSubConnection<byte[], byte[]>> connection;
    private final Mono<Void> deposed;
    private final Sinks.Empty<Void> disconnected = Sinks.empty();

    private RedisSubscription(
            SharedClient.Connection<StatefulRedisPubSubConnection<byte[], byte[]>> connection, Mono<Void> deposed) {
        this.connection = connection;
        this.deposed = deposed;
    }

    /** Subscribes on a connection that does nothing else; emits when Redis has confirmed it. */
    static Mono<RedisSubscription> on(
            SharedClient.Connection<StatefulRedisPubSubConnection<byte[], byte[]>> connection,
            Primary server,
            byte[] channel,
            Consumer<byte[]> receiver) {
        RedisSubscription subscription = new RedisSubscription(connection, server.deposed());
        subscription.listen(receiver);
        return connection.lettuce().reactive().subscribe(channel).thenReturn(subscription);
    }

    private void listen(Consumer<byte[]> receiver) {
        connection.lettuce().addListener(new RedisPubSubAdapter<byte[], byte[]>() {
            @Override
            public void message(byte[] channel, byte[] message) {
                receiver.accept(message);
            }
        });
        connection.lettuce().addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                disconnected.tryEmitEmpty();
            }
        });
    }

    @Override
    public Mono<Void> lost() {
        return Mono.defer(() ->
                connection.lettuce().isOpen() ? Mono.firstWithSignal(disconnected.asMono(), deposed) : Mono.empty());
    }

    @Override
    public void close() {
        connection.close();
    }
}
