package io.reactivecache.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A client of Lettuce that ends with its last user: its owner, each that is connecting, and each connection until it is closed.
 * Ended under somebody who is connecting it would drop errors, under an open connection it would close that a second time.
 */
final class SharedClient implements Disposable {

    private final RedisClient client;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean disposed = new AtomicBoolean();

    SharedClient(RedisClient client) {
        this.client = client;
    }

    /** Opens a connection. Empty once this is disposed; cancelling leaves nothing open. */
    Mono<Connection<StatefulRedisConnection<byte[], byte[]>>> open(RedisURI uri) {
        return open(() -> client.connectAsync(ByteArrayCodec.INSTANCE, uri));
    }

    /** Opens a connection that can listen to channels, likewise. */
    Mono<Connection<StatefulRedisPubSubConnection<byte[], byte[]>>> openPubSub(RedisURI uri) {
        return open(() -> client.connectPubSubAsync(ByteArrayCodec.INSTANCE, uri));
    }

    /** Opens a connection to a sentinel, likewise. */
    Mono<Connection<StatefulRedisSentinelConnection<String, String>>> openSentinel(RedisURI uri) {
        return open(() -> client.connectSentinelAsync(StringCodec.UTF8, uri));
    }

    private <C extends StatefulConnection<?, ?>> Mono<Connection<C>> open(Supplier<CompletionStage<C>> connect) {
        return Mono.defer(() -> enter() ? opened(opening(connect)) : Mono.empty());
    }

    private <C extends StatefulConnection<?, ?>> CompletableFuture<Connection<C>> opening(
            Supplier<CompletionStage<C>> connect) {
        CompletableFuture<Connection<C>> opening;
        try {
            opening = connect.get().toCompletableFuture().thenApply(Connection::new);
        } catch (RuntimeException refused) {
            opening = CompletableFuture.failedFuture(refused);
        }
        opening.whenComplete((opened, failure) -> leaveAfter(failure));
        return opening;
    }

    private void leaveAfter(@Nullable Throwable failure) {
        if (failure != null) {
            leave();
        }
    }

    /** A failure as a value: one that comes after nobody waits for it any more goes unnoticed. */
    private static <C extends StatefulConnection<?, ?>> Mono<Connection<C>> opened(
            CompletableFuture<Connection<C>> opening) {
        return Mono.fromFuture(opening.handle(SharedClient::outcome), true)
                .flatMap(outcome -> outcome)
                .doOnCancel(() -> opening.thenAccept(Connection::close));
    }

    private static <T> Mono<T> outcome(@Nullable T opened, @Nullable Throwable failure) {
        return failure == null ? Mono.justOrEmpty(opened) : Mono.error(cause(failure));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** How many connections there are, or are being opened. */
    int connections() {
        return users.get() - (disposed.get() ? 0 : 1);
    }

    private boolean enter() {
        return users.getAndUpdate(present -> present == 0 ? 0 : present + 1) > 0;
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            client.shutdownAsync()
                    .whenComplete((done, failed) -> client.getResources().shutdown(0, 1, TimeUnit.SECONDS));
        }
    }

    /** Opens no more; returns at once. The threads end when the last connection is closed. */
    @Override
    public void dispose() {
        if (disposed.compareAndSet(false, true)) {
            leave();
        }
    }

    /** An open connection, to be closed by whoever ends it. */
    final class Connection<C extends StatefulConnection<?, ?>> {

        private final C connection;
        private final AtomicBoolean closing = new AtomicBoolean();

        private Connection(C connection) {
            this.connection = connection;
        }

        /** What is sent on. */
        C lettuce() {
            return connection;
        }

        /** Closes it, once however often it is told to. One that was lost has to be closed too, or the client keeps it. */
        void close() {
            if (closing.compareAndSet(false, true)) {
                connection.closeAsync().whenComplete((done, failed) -> leave());
            }
        }
    }
}
