package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Entry;
import reactor.core.publisher.Mono;

/** One step of the read path. */
@FunctionalInterface
public interface ReadStage<K, V> {

    /** Emits the entry of a key, or completes empty if there is no value. Cold. */
    Mono<Entry<V>> read(Read<K, V> read);
}
