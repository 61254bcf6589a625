package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.RemoteStore;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * In place of {@link RemoteSettleStage} where the cache itself is the truth: the caller waits for either step, and learns
 * of its failure. Nothing is repeated later, since by then another write may be the newest.
 */
public final class NewestSettleStage<K, V> implements SettleStage<K, V> {

    private final RemoteStore store;
    private final RemoteTier<V> remote;
    private final CacheConfig config;
    private final Scheduler scheduler;

    public NewestSettleStage(RemoteStore store, RemoteTier<V> remote, CacheConfig config, Scheduler scheduler) {
        this.store = store;
        this.remote = remote;
        this.config = config;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<Void> settle(Write<K, V> write, Position position) {
        return Mono.defer(() -> step(write, position)).timeout(config.remoteTimeout(), scheduler);
    }

    private Mono<Void> step(Write<K, V> write, Position position) {
        String key = write.address().remote();
        return write.put()
                .flatMap(put -> write.ticket()
                        .map(ticket -> store.store(
                                        key,
                                        write.token(),
                                        remote.stored(put.value(), position),
                                        ticket,
                                        config.fence())
                                .then()))
                .orElseGet(() -> store.open(key, write.token(), position, config.fence()));
    }
}
