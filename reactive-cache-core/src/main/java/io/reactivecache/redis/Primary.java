package io.reactivecache.redis;

import io.lettuce.core.RedisURI;
import reactor.core.publisher.Mono;

/**
 * The server to connect to.
 *
 * @param uri where it is
 * @param term counts how often another server has taken this place, as far as anybody counts
 * @param deposed completes when it is no longer the one to connect to, or nobody confirms that it is
 */
record Primary(RedisURI uri, String term, Mono<Void> deposed) {

    /** One server for ever. */
    static Primary only(RedisURI uri) {
        return new Primary(uri, "", Mono.never());
    }
}
