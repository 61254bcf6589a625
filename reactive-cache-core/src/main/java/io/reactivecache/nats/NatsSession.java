package io.reactivecache.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import java.io.IOException;
import java.time.Duration;

/**
 * An open connection and what is used of it.
 *
 * @param dispatcher calls the listeners of all subscriptions, on a thread of its own
 */
record NatsSession(Connection connection, Dispatcher dispatcher, JetStream stream, JetStreamManagement management) {

    /** How long the server may take to answer a question. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

    static NatsSession of(Connection connection) throws IOException {
        JetStreamOptions options =
                JetStreamOptions.builder().requestTimeout(ANSWER_TIMEOUT).build();
        return new NatsSession(
                connection,
                connection.createDispatcher(),
                connection.jetStream(options),
                connection.jetStreamManagement(options));
    }

    /** True if this will never be connected again. */
    boolean isClosed() {
        return connection.getStatus() == Connection.Status.CLOSED;
    }
}
