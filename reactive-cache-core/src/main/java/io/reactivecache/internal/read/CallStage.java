package io.reactivecache.internal.read;

import reactor.core.publisher.Mono;

/** One step of the way from a caller to the flight that answers it. */
@FunctionalInterface
public interface CallStage<K, V> {

    /**
     * Emits what was found, or completes empty if there is no value. Called when the caller subscribes: what it gives is
     * subscribed to at once, and only once.
     */
    Mono<Found<V>> answer(Call<K, V> call);
}
