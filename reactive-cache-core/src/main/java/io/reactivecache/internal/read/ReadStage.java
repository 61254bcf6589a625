package io.reactivecache.internal.read;

import reactor.core.publisher.Mono;

/** One step of a flight. */
@FunctionalInterface
public interface ReadStage<K, V> {

    /** Emits what is found, or completes empty if there is no value. Cold. */
    Mono<Loaded<V>> read(Read<K, V> read);
}
