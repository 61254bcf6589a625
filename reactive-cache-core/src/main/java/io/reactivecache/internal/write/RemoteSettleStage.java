package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Settles the key in the remote tier: a put stores its value and the caller waits for it, an invalidation leaves a
 * tombstone and nobody waits. So does a put whose value cannot be written down: the local tier alone keeps it. A key that
 * could not be closed or settled is owed: the write has been announced, and what the remote tier still keeps is removed once
 * it can be reached.
 */
public final class RemoteSettleStage<K, V> implements SettleStage<K, V> {

    private final RemoteStore store;
    private final RemoteTier<V> remote;
    private final Function<K, Mono<Void>> owe;
    private final Steps background;
    private final CacheConfig config;
    private final RemoteCalls calls;
    private final Counters counters;

    /**
     * The stage.
     *
     * @param owe takes a key whose change has not reached the remote tier; errors if it cannot take any more
     */
    public RemoteSettleStage(
            RemoteStore store,
            RemoteTier<V> remote,
            Function<K, Mono<Void>> owe,
            Steps background,
            CacheConfig config,
            RemoteCalls calls,
            Counters counters) {
        this.store = store;
        this.remote = remote;
        this.owe = owe;
        this.background = background;
        this.config = config;
        this.calls = calls;
        this.counters = counters;
    }

    @Override
    public Mono<Void> settle(Write<K, V> write, Position position) {
        return write.ticket()
                .map(ticket -> write.put()
                        .filter(put -> put.keep().isRemote())
                        .map(put -> store(write, put, position, ticket))
                        .orElseGet(() -> open(write, position)))
                .orElseGet(() -> owe.apply(write.key()));
    }

    private Mono<Void> store(Write<K, V> write, Write.Put<V> put, Position position, Ticket ticket) {
        return remote.written(put.value(), put.keep(), position)
                .map(entry -> store(write, entry, ticket))
                .onErrorResume(unwritten -> Mono.just(open(write, position)))
                .flatMap(step -> step);
    }

    private Mono<Void> store(Write<K, V> write, StoredEntry entry, Ticket ticket) {
        return calls.call(() -> store.store(write.address().remote(), write.token(), entry, ticket, config.fence()))
                .doOnNext(remote::counted)
                .then()
                .onErrorResume(failure -> owed(write));
    }

    private Mono<Void> open(Write<K, V> write, Position position) {
        return Mono.fromRunnable(() -> {
            Mono<Void> open = calls.call(
                            () -> store.open(write.address().remote(), write.token(), position, config.fence()))
                    .onErrorResume(failure -> owed(write))
                    .onErrorResume(full -> Mono.empty());
            if (!background.start(open)) {
                counters.count(CacheMeter.REMOTE_DROPPED);
            }
        });
    }

    private Mono<Void> owed(Write<K, V> write) {
        counters.count(CacheMeter.REMOTE_FAILURE);
        return owe.apply(write.key());
    }
}
