package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import reactor.core.publisher.Mono;

/**
 * In place of {@link RemoteSettleStage} where the cache itself is the truth: the caller waits for either step, and learns
 * of its failure. Nothing is repeated later, since by then another write may be the newest.
 */
public final class NewestSettleStage<K, V> implements SettleStage<K, V> {

    private final RemoteStore store;
    private final RemoteTier<V> remote;
    private final LocalTier<K, V> local;
    private final CacheConfig config;
    private final RemoteCalls calls;

    public NewestSettleStage(
            RemoteStore store, RemoteTier<V> remote, LocalTier<K, V> local, CacheConfig config, RemoteCalls calls) {
        this.store = store;
        this.remote = remote;
        this.local = local;
        this.config = config;
        this.calls = calls;
    }

    @Override
    public Mono<Void> settle(Write<K, V> write, Position position) {
        return step(write, position).doOnError(failure -> local.remove(write.key()));
    }

    private Mono<Void> step(Write<K, V> write, Position position) {
        return write.put()
                .filter(put -> put.keep().isRemote())
                .flatMap(put -> write.ticket().map(ticket -> store(write, put, position, ticket)))
                .orElseGet(() -> open(write, position));
    }

    private Mono<Void> open(Write<K, V> write, Position position) {
        return calls.call(() -> store.open(write.address().remote(), write.token(), position, config.placeTime()));
    }

    private Mono<Void> store(Write<K, V> write, Write.Put<V> put, Position position, Ticket ticket) {
        return remote.written(put.value(), put.keep(), position)
                .flatMap(entry -> calls.call(() -> store(write, entry, position, ticket)));
    }

    private Mono<Void> store(Write<K, V> write, StoredEntry entry, Position position, Ticket ticket) {
        String key = write.address().remote();
        return store.store(key, write.token(), entry, ticket, config.placeTime())
                .doOnNext(remote::counted)
                .flatMap(stored -> stored ? Mono.empty() : overtaken(key, position));
    }

    /** Not stored is right if something newer is there; otherwise the value is lost, and its writer must hear of it. */
    private Mono<Void> overtaken(String key, Position position) {
        return store.read(key, config.fence())
                .filter(read -> read.entry()
                        .map(entry -> entry.stamp().reflects(position))
                        .or(() -> read.tombstone().map(left -> left.isAfter(position)))
                        .orElse(false))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("put: not stored (expected: stored)")))
                .then();
    }
}
