package io.reactivecache.internal.write;

import io.reactivecache.Position;
import reactor.core.publisher.Mono;

/** The last step of a write, once the position of its record is known. */
@FunctionalInterface
public interface SettleStage<K, V> {

    /** Settles the key and completes when the caller may be answered. Cold. */
    Mono<Void> settle(Write<K, V> write, Position position);

    /** The stage of a cache without a remote tier: there is nothing left to settle. */
    static <K, V> SettleStage<K, V> none() {
        return (write, position) -> Mono.empty();
    }
}
