package io.reactivecache.internal.write;

import io.reactivecache.spi.LogPositions;
import reactor.core.publisher.Mono;

/** One step of a wide invalidation, before it is announced. */
@FunctionalInterface
public interface WideStage {

    /** Takes the step and all later ones, and emits the positions of its records. Cold. */
    Mono<LogPositions> write(WideWrite write);
}
