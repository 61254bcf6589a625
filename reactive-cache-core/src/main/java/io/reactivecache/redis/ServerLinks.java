package io.reactivecache.redis;

import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The links to one server, or the one that sentinels name. */
final class ServerLinks implements RedisLinks {

    private final Mono<Primary> primary;
    private final LinkGroup group;

    /** Begins to connect, now and without end. */
    ServerLinks(RedisConnector connector, RedisSettings settings) {
        this.primary = connector.primary();
        this.group = new LinkGroup(connector.connect(), settings, "redis");
    }

    @Override
    public Mono<RedisLink> of(byte[] name) {
        return group.of(name);
    }

    @Override
    public Mono<Primary> primary(byte[] name) {
        return primary;
    }

    @Override
    public <T> Flux<T> onEach(Function<RedisLink, Flux<T>> work) {
        return group.any().flatMapMany(work);
    }

    @Override
    public Flux<Boolean> available() {
        return group.available();
    }

    @Override
    public void dispose() {
        group.dispose();
    }
}
