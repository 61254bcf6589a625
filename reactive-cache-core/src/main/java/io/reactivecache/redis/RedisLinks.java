package io.reactivecache.redis;

import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The links of a store, kept from when this is made until it is disposed. A name has one link: so what is sent for a
 * key keeps its order, a ticket comes back to the link that gave it, and names with the same hash tag go together.
 */
interface RedisLinks extends Disposable {

    /** Emits the link of a name; errors at once if there is none. */
    Mono<RedisLink> of(byte[] name);

    /** Emits the server that has a name now, for a connection of its own; errors if nobody knows. */
    Mono<Primary> primary(byte[] name);

    /**
     * Goes through everything there is: does the same on one link to each primary, one after the other. Errors if one
     * of them is away, and if keys may have gone from one to another meanwhile.
     */
    <T> Flux<T> onEach(Function<RedisLink, Flux<T>> work);

    /**
     * Emits whether every link is there, now and at each change; who is slow misses changes. Completes when disposed.
     */
    Flux<Boolean> available();
}
