package io.reactivecache.internal.writebehind;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The claim of one write on room. It waits, is granted, and is then either used, after which whoever holds the write gives the
 * room back, or ended, which gives it back at once. Ending it in any other state takes it out of the line.
 */
final class Claim {

    /** Where it stands; kept by the budget, under its lock. */
    enum State {
        WAITING,
        GRANTED,
        OVER
    }

    final long bytes;
    State state = State.WAITING;
    private final Sinks.Empty<Void> granted = Sinks.unsafe().empty();

    Claim(long bytes) {
        this.bytes = bytes;
    }

    /** Completes once there is room. */
    Mono<Void> granted() {
        return granted.asMono();
    }

    void grant() {
        granted.tryEmitEmpty();
    }

    void refuse(Throwable failure) {
        granted.tryEmitError(failure);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
