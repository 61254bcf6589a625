package io.reactivecache.test.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Holds what comes while it is shut, so that a test can order the steps of several actors. Open when made. */
final class Gate {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private record Barrier(Sinks.Empty<Void> arrived, Sinks.Empty<Void> opened) {}

    private final AtomicReference<Barrier> shut = new AtomicReference<>();

    void shut() {
        shut.set(new Barrier(Sinks.empty(), Sinks.empty()));
    }

    void open() {
        Barrier barrier = shut.getAndSet(null);
        if (barrier != null) {
            barrier.opened().tryEmitEmpty();
        }
    }

    /** Waits until somebody stands before the gate. */
    void awaitArrival() {
        Barrier barrier = shut.get();
        if (barrier == null) {
            throw new IllegalStateException("gate: open (expected: shut)");
        }
        barrier.arrived().asMono().block(LIMIT);
    }

    /** Emits the value when the gate is open. */
    <T> Mono<T> pass(T value) {
        return Mono.defer(() -> {
            Barrier barrier = shut.get();
            if (barrier == null) {
                return Mono.just(value);
            }
            barrier.arrived().tryEmitEmpty();
            return barrier.opened().asMono().thenReturn(value);
        });
    }
}
