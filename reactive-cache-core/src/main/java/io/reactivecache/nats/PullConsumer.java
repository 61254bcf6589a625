package io.reactivecache.nats;

import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.ReplayPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * A place in a stream that the server keeps for one tail, and forgets when nobody asks for it. Records are pulled, so no more
 * are under way than were asked for.
 *
 * @param name which the server has given it
 */
record PullConsumer(NatsLink link, NatsSession session, String stream, String name) {

    /** How many records one pull brings at most. */
    static final int BATCH = 512;

    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);
    private static final Duration PULL_TIME = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration SILENCE = HEARTBEAT.multipliedBy(3);
    private static final int IDLE = 100;
    private static final int EXPIRED = 408;
    private static final byte[] PULL = ("{\"batch\":" + BATCH + ",\"expires\":" + PULL_TIME.toNanos()
                    + ",\"idle_heartbeat\":" + HEARTBEAT.toNanos() + "}")
            .getBytes(StandardCharsets.US_ASCII);

    /** Makes a consumer of the records from a sequence on. */
    static Mono<PullConsumer> open(NatsLink link, String stream, long start) {
        return link.ask(session -> new PullConsumer(link, session, stream, made(session, stream, start)));
    }

    private static String made(NatsSession session, String stream, long start)
            throws IOException, JetStreamApiException {
        return session.management()
                .addOrUpdateConsumer(
                        stream,
                        ConsumerConfiguration.builder()
                                .deliverPolicy(DeliverPolicy.ByStartSequence)
                                .startSequence(start)
                                .ackPolicy(AckPolicy.None)
                                .replayPolicy(ReplayPolicy.Instant)
                                .inactiveThreshold(FORGOTTEN_AFTER)
                                .memStorage(true)
                                .numReplicas(1)
                                .build())
                .getName();
    }

    /**
     * The next records. Completes after {@link #BATCH} of them, or when there was no further one for a while; errors with
     * {@link ConsumerLostException} if the server does not know the consumer any more, is silent, or the connection is lost.
     */
    Flux<Message> pull() {
        return Flux.<Message>create(this::request, FluxSink.OverflowStrategy.ERROR)
                .takeUntilOther(session.closed().then(Mono.error(ConsumerLostException::new)))
                .timeout(SILENCE, Flux.error(ConsumerLostException::new))
                .handle(PullConsumer::sort)
                .take(BATCH, false)
                .onBackpressureBuffer(BATCH);
    }

    private void request(FluxSink<Message> sink) {
        try {
            link.run(() -> send(sink));
        } catch (RejectedExecutionException full) {
            sink.error(full);
        }
    }

    /** What comes for a pull that is over finds nobody: each has a subscription of its own. */
    private void send(FluxSink<Message> sink) {
        try {
            String inbox = session.connection().createInbox();
            Subscription subscription = session.dispatcher().subscribe(inbox, sink::next);
            sink.onDispose(() -> link.run(() -> unsubscribe(subscription)));
            session.connection().publish("$JS.API.CONSUMER.MSG.NEXT." + stream + "." + name, inbox, PULL);
        } catch (IllegalStateException closed) {
            sink.error(closed);
        }
    }

    private void unsubscribe(Subscription subscription) {
        if (!session.isClosed()) {
            session.dispatcher().unsubscribe(subscription);
        }
    }

    private static void sort(Message message, SynchronousSink<Message> sink) {
        if (message.isJetStream()) {
            sink.next(message);
            return;
        }
        int code = message.isStatusMessage() ? message.getStatus().getCode() : IDLE;
        switch (code) {
            case IDLE -> {}
            case EXPIRED -> sink.complete();
            default -> sink.error(new ConsumerLostException());
        }
    }

    /** Lets the server forget the place at once. */
    Mono<Void> close() {
        return link.ask(server -> server.management().deleteConsumer(stream, name))
                .onErrorComplete()
                .then();
    }
}
