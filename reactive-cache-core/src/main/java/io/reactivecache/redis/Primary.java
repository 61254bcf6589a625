package io.reactivecache.redis;

import io.lettuce.core.RedisURI;
import reactor.core.publisher.Mono;

/**
 * The server to connect to.
 *
 * @param uri where it is
 * @param term tells the times in which it has this place from one another
 * @param deposed completes when it is no longer the one to connect to, or nobody confirms that it is
 * @param moved to be run when it says that it does not have a key, or not now
 */
record Primary(RedisURI uri, Term term, Mono<Void> deposed, Runnable moved) {

    /** One server for ever. */
    static Primary only(RedisURI uri) {
        return new Primary(uri, Term.ENDLESS, Mono.never(), () -> {});
    }
}
