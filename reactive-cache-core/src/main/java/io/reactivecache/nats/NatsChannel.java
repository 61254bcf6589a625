package io.reactivecache.nats;

import io.nats.client.Message;
import io.reactivecache.spi.lossy.LossyChannel;
import io.reactivecache.spi.lossy.LossyLink;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A subject of core NATS. The server takes what comes on a connection in its order, so what was sent is taken when a message
 * comes back that was sent after it.
 */
final class NatsChannel implements LossyChannel {

    private final NatsLink link;
    private final String subject;
    private final PendingAppends pending;

    NatsChannel(NatsLink link, String subject, PendingAppends pending) {
        this.link = link;
        this.subject = subject;
        this.pending = pending;
    }

    @Override
    public Mono<LossyLink> subscribe(Consumer<byte[]> receiver) {
        return link.guard(Mono.create(sink -> link.run(() -> subscribe(receiver, sink))));
    }

    private void subscribe(Consumer<byte[]> receiver, MonoSink<LossyLink> sink) {
        try {
            NatsSession session = link.connect();
            NatsSubscription subscription = new NatsSubscription(link, session, receiver);
            sink.onCancel(subscription::close);
            session.dispatcher().subscribe(subject, subscription::receive);
            session.connection().flush(NatsSession.ANSWER_TIMEOUT);
            sink.success(subscription);
        } catch (Exception failed) {
            sink.error(failed);
        }
    }

    /** A message that is published once more says nothing new. */
    @Override
    public Mono<Void> publish(byte[] message) {
        Mono<Message> taken = link.askLater(session -> {
            session.connection().publish(subject, message);
            return session.taken();
        });
        return pending.admit(taken.retryWhen(PendingAppends.TRY_AGAIN)).then();
    }
}
