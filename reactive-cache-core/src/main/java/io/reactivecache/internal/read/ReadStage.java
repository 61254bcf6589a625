package io.reactivecache.internal.read;

import reactor.core.publisher.Mono;

/** One step of a flight. */
@FunctionalInterface
public interface ReadStage<K, V> {

    /**
     * Emits what is found, or completes empty if there is no value. Called when the flight begins, or goes on: what it gives is
     * subscribed to at once, and only once.
     */
    Mono<Loaded<V>> read(Read<K, V> read);
}
