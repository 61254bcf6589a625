package io.reactivecache.test.remote;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Holds operations of a {@link FaultyRemoteStore} back until they are released, so that a test can order its steps. */
public final class Hold implements Fault {

    private final Sinks.Empty<Void> arrived = Sinks.empty();
    private final Sinks.Empty<Void> released = Sinks.empty();

    Hold() {}

    /** Completes when the first operation has come, which then waits. */
    public Mono<Void> arrived() {
        return arrived.asMono();
    }

    /** Lets the waiting operations, and all that come later, be done; each on the thread that calls this. */
    public void release() {
        released.tryEmitEmpty();
    }

    @Override
    public <T> Mono<T> of(Mono<T> operation) {
        return Mono.defer(() -> {
            arrived.tryEmitEmpty();
            return released.asMono().then(operation);
        });
    }
}
