package io.reactivecache.nats;

import io.nats.client.Message;
import io.reactivecache.spi.append.PendingAppends;
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
            listen(new NatsSubscription(link, link.connect(), receiver), sink);
        } catch (Exception failed) {
            sink.error(failed);
        }
    }

    private void listen(NatsSubscription subscription, MonoSink<LossyLink> sink) throws Exception {
        sink.onCancel(subscription::close);
        try {
            subscription.listen(subject);
            sink.success(subscription);
        } catch (Exception failed) {
            subscription.close();
            throw failed;
        }
    }

    /** A message that is published once more says nothing new. */
    @Override
    public Mono<Void> publish(byte[] message) {
        Mono<Message> taken = link.askLater(session -> {
            session.connection().publish(subject, message);
            return session.taken();
        });
        return pending.admit(link.guard(taken.retryWhen(TryAgain.WHILE_AWAY))).then();
    }
}
