package io.reactivecache.internal.read;

import reactor.core.publisher.Mono;

/** One step of the way from a caller to the flight that answers it. */
@FunctionalInterface
public interface CallStage<K, V> {

    /** Emits what was found, or completes empty if there is no value. Cold. */
    Mono<Found<V>> answer(Call<K, V> call);
}
