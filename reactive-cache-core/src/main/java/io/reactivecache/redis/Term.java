package io.reactivecache.redis;

import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import reactor.core.publisher.Mono;

/**
 * Tells the times in which a server was the primary from one another: one that was deposed and comes back may have
 * forgotten what it had acknowledged, without a restart.
 */
interface Term {

    /** Of a server that nobody deposes. */
    Term ENDLESS = commands -> Mono.just("");

    /**
     * The id of the server's history: drawn anew whenever it becomes the primary, and also if it was without a
     * replica for long. The epoch of its configuration in a cluster grows with every slot that moves.
     */
    Term HISTORY = commands -> replication(commands).map(ServerLife::history);

    /** What somebody else has counted. */
    static Term counted(String count) {
        return commands -> replication(commands).thenReturn(count);
    }

    /**
     * Emits the term there is now. Errors if the server is not the primary: it may be named before it knows, and after.
     */
    Mono<String> of(RedisReactiveCommands<byte[], byte[]> commands);

    private static Mono<String> replication(RedisReactiveCommands<byte[], byte[]> commands) {
        return commands.info("replication")
                .filter(ServerLife::isPrimary)
                .switchIfEmpty(Mono.error(() -> new RemoteUnavailableException(Reason.AWAY)));
    }
}
