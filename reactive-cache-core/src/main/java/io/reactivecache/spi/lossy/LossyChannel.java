package io.reactivecache.spi.lossy;

import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * A way to all nodes that keeps nothing: who is subscribed gets what is published, who is not never will. It may lose,
 * repeat and reorder messages, and carry those of strangers.
 *
 * <p>All methods are cold and safe to use from many threads. None may block the subscribing thread.
 */
public interface LossyChannel {

    /**
     * Subscribes on a connection of its own and emits it once the server has confirmed that messages published from now on
     * come. It is never made anew by itself: what was missed in between would go unnoticed. Errors if the server cannot be
     * reached; cancelling leaves nothing open.
     *
     * @param receiver is handed the messages one at a time, on any thread; it neither blocks nor throws, and may be handed
     *     some before the connection is emitted
     */
    Mono<LossyLink> subscribe(Consumer<byte[]> receiver);

    /**
     * Publishes a message. Completes when the server has taken it; errors if it may not have. Bounds the messages under way
     * and refuses more with an error.
     */
    Mono<Void> publish(byte[] message);
}
