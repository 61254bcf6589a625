package io.reactivecache.builder;

import io.reactivecache.CacheClosedException;
import reactor.core.publisher.Mono;

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

    boolean isClosed() {
        return isClosed;
    }

    /** What operations error with once it is closed. */
    CacheClosedException refusal() {
        return new CacheClosedException(cache);
    }

    /** Completes while the cache is open, and errors afterwards. */
    Mono<Void> passed() {
        return Mono.defer(() -> isClosed ? Mono.error(refusal()) : Mono.empty());
    }

    /** The operation, for each subscriber that comes while the cache is open; for others the error. */
    <T> Mono<T> through(Mono<T> operation) {
        return passed().then(operation);
    }
}
