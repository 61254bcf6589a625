package io.reactivecache.internal.write;

import io.reactivecache.spi.LogPositions;
import reactor.core.publisher.Mono;

/** One of the last steps of a wide invalidation, once the positions of its records are known. */
@FunctionalInterface
public interface WideSettleStage {

    /** Takes the step and all later ones, and completes when the caller may be answered. Cold. */
    Mono<Void> settle(WideWrite write, LogPositions positions);

    /** The stage of a cache without a remote tier: there is nothing left to settle. */
    static WideSettleStage none() {
        return (write, positions) -> Mono.empty();
    }
}
