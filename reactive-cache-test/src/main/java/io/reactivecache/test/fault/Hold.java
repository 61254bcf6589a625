package io.reactivecache.test.fault;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Holds operations back until they are released, all at once, so that a test can order its steps. */
public final class Hold implements Fault {

    private final Sinks.Empty<Void> arrived = Sinks.empty();
    private final Sinks.Empty<Void> released = Sinks.empty();

    /** Holds everything. */
    public Hold() {}

    /** Completes when the first operation has come, which then waits. */
    public Mono<Void> arrived() {
        return arrived.asMono();
    }

    /** Lets the waiting operations, and all that come later, be done; each on the thread that calls this. */
    public void release() {
        released.tryEmitEmpty();
    }

    @Override
    public Mono<Void> pass() {
        return Mono.defer(() -> {
            arrived.tryEmitEmpty();
            return released.asMono();
        });
    }
}
