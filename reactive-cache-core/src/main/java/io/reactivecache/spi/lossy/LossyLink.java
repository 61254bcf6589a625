package io.reactivecache.spi.lossy;

import reactor.core.publisher.Mono;

/** One connection that is subscribed to a {@link LossyChannel}, to be closed by whoever subscribed. */
public interface LossyLink {

    /** Completes when the connection is lost or closed, at once if it was. */
    Mono<Void> lost();

    /** Closes the connection and returns at once. Harmless when repeated. */
    void close();
}
