package io.reactivecache.internal.write;

import io.reactivecache.Position;
import reactor.core.publisher.Mono;

/** One step of the write path, before the change is announced. */
@FunctionalInterface
public interface WriteStage<K, V> {

    /** Takes the step and all later ones, and emits the position of the write in the log. Cold. */
    Mono<Position> write(Write<K, V> write);
}
