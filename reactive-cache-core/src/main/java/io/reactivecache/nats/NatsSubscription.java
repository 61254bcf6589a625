package io.reactivecache.nats;

import io.nats.client.Message;
import io.reactivecache.spi.lossy.LossyLink;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** A connection that listens to a subject. It is never made anew. */
final class NatsSubscription implements LossyLink {

    private final NatsLink link;
    private final NatsSession session;
    private volatile Consumer<byte[]> receiver;

    NatsSubscription(NatsLink link, NatsSession session, Consumer<byte[]> receiver) {
        this.link = link;
        this.session = session;
        this.receiver = receiver;
    }

    /** Begins to listen, and returns when the server has confirmed it. */
    void listen(String subject) throws InterruptedException, TimeoutException {
        session.dispatcher().subscribe(subject, this::receive);
        session.connection().flush(NatsSession.ANSWER_TIMEOUT);
    }

    private void receive(Message message) {
        receiver.accept(message.getData());
    }

    @Override
    public Mono<Void> lost() {
        return Mono.defer(() -> session.isClosed() ? Mono.empty() : session.closed());
    }

    /** Forgets the receiver at once, as the connection takes a while to end. */
    @Override
    public void close() {
        receiver = nobody -> {};
        link.run(session::close);
    }
}
