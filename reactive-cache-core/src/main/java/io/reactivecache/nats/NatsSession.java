package io.reactivecache.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Dispatcher;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import java.io.IOException;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * An open connection and what is used of it.
 *
 * @param dispatcher calls the listeners of all subscriptions, on a thread of its own
 * @param closed completes when the connection is closed, by whatever cause
 */
record NatsSession(
        Connection connection,
        Dispatcher dispatcher,
        JetStream stream,
        JetStreamManagement management,
        Mono<Void> closed) {

    /** How long the server may take to answer a question. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

    static NatsSession of(Connection connection) throws IOException {
        JetStreamOptions options =
                JetStreamOptions.builder().requestTimeout(ANSWER_TIMEOUT).build();
        Sinks.Empty<Void> closed = Sinks.empty();
        connection.addConnectionListener((changed, event) -> {
            if (event == Events.CLOSED) {
                closed.tryEmitEmpty();
            }
        });
        return new NatsSession(
                connection,
                connection.createDispatcher(),
                connection.jetStream(options),
                connection.jetStreamManagement(options),
                closed.asMono());
    }

    /** True if this will never be connected again. */
    boolean isClosed() {
        return connection.getStatus() == Connection.Status.CLOSED;
    }
}
