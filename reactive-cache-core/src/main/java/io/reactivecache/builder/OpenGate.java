package io.reactivecache.builder;

import io.reactivecache.CacheClosedException;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;

/** Lets operations through while the cache is open. */
final class OpenGate {

    private final String cache;
    private volatile boolean isClosed;

    OpenGate(String cache) {
        this.cache = cache;
    }

    void close() {
        isClosed = true;
    }

    /** Completes while the cache is open, and errors with {@link CacheClosedException} afterwards. */
    Mono<Void> passed() {
        return through(Mono.empty());
    }

    /** The operation, for each subscriber that comes while the cache is open; for others the error. */
    <T> Mono<T> through(Mono<T> operation) {
        return Through.of(this, operation);
    }

    private static final class Through<T> extends MonoOperator<T, T> {

        private final OpenGate gate;

        private Through(OpenGate gate, Mono<T> operation) {
            super(operation);
            this.gate = gate;
        }

        static <T> Mono<T> of(OpenGate gate, Mono<T> operation) {
            return onAssembly(new Through<>(gate, operation));
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> actual) {
            if (gate.isClosed) {
                Operators.error(actual, new CacheClosedException(gate.cache));
            } else {
                source.subscribe(actual);
            }
        }
    }
}
