package io.reactivecache.nats;

import io.reactivecache.spi.lossy.LossyLink;
import reactor.core.publisher.Mono;

/** A connection that listens to a subject. It is never made anew. */
record NatsSubscription(NatsLink link, NatsSession session) implements LossyLink {

    @Override
    public Mono<Void> lost() {
        return Mono.defer(() -> session.isClosed() ? Mono.empty() : session.closed());
    }

    @Override
    public void close() {
        link.run(session::close);
    }
}
