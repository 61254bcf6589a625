package io.reactivecache.redis;

import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.lossy.LossyChannel;
import io.reactivecache.spi.lossy.LossyLink;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * A channel of Redis. Messages are published on the connection of a store: a probe comes back only if what this node
 * appends and what it listens to are the same server.
 */
final class RedisChannel implements LossyChannel {

    private final RedisRemoteStore store;
    private final byte[] name;

    RedisChannel(RedisRemoteStore store, byte[] name) {
        this.store = store;
        this.name = name;
    }

    @Override
    public Mono<LossyLink> subscribe(Consumer<byte[]> receiver) {
        return store.subscribe(name, receiver)
                .<LossyLink>map(subscription -> subscription)
                .switchIfEmpty(Mono.error(() -> new RemoteUnavailableException(Reason.AWAY)))
                .onErrorMap(Failures::unavailable);
    }

    @Override
    public Mono<Void> publish(byte[] message) {
        return store.links()
                .of(name)
                .flatMap(link -> link.commands().publish(name, message).onErrorMap(link::unavailable))
                .then();
    }
}
