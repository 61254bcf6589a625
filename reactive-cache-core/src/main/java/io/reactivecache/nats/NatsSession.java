package io.reactivecache.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Dispatcher;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * An open connection and what is used of it.
 *
 * @param dispatcher calls the listeners of all subscriptions, on a thread of its own
 * @param echo a subject on which this connection answers itself
 * @param closed completes when the connection is closed, by whatever cause
 */
record NatsSession(
        Connection connection,
        Dispatcher dispatcher,
        JetStream stream,
        JetStreamManagement management,
        String echo,
        Mono<Void> closed) {

    private static final byte[] NOTHING = {};

    /** How long the server may take to answer a question. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

    /**
     * A session over a connection.
     *
     * @param ended is run when the connection is closed
     */
    static NatsSession of(Connection connection, Runnable ended) throws IOException {
        JetStreamOptions options =
                JetStreamOptions.builder().requestTimeout(ANSWER_TIMEOUT).build();
        Sinks.Empty<Void> closed = Sinks.empty();
        connection.addConnectionListener((changed, event) -> {
            if (event == Events.CLOSED) {
                ended.run();
                closed.tryEmitEmpty();
            }
        });
        Dispatcher dispatcher = connection.createDispatcher();
        String echo = connection.createInbox();
        dispatcher.subscribe(echo, call -> connection.publish(call.getReplyTo(), NOTHING));
        return new NatsSession(
                connection,
                dispatcher,
                connection.jetStream(options),
                connection.jetStreamManagement(options),
                echo,
                closed.asMono());
    }

    /** Completes when the server has taken all that was published before. */
    CompletableFuture<Message> taken() {
        return connection.requestWithTimeout(echo, NOTHING, ANSWER_TIMEOUT);
    }

    /** Ends the connection, waiting for it. Harmless when repeated. */
    void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** True if this will never be connected again. */
    boolean isClosed() {
        return connection.getStatus() == Connection.Status.CLOSED;
    }
}
