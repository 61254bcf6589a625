package io.reactivecache.redis;

import io.lettuce.core.api.reactive.RedisReactiveCommands;
import reactor.core.publisher.Mono;

/**
 * What a server says of itself at the beginning of a link.
 *
 * @param term since when it is the primary
 * @param generation identifies the life of its memory
 * @param time what time it has
 */
record Greeting(String term, long generation, LinkClock.Sample time) {

    /** Asks one thing after the other: of two questions that fail at once the failure of one would go unheard. */
    static Mono<Greeting> of(RedisReactiveCommands<byte[], byte[]> commands, Term term) {
        return term.of(commands)
                .flatMap(now -> commands.info("server")
                        .map(info -> ServerLife.generation(info, now))
                        .flatMap(generation ->
                                RedisLink.time(commands).map(time -> new Greeting(now, generation, time))));
    }
}
