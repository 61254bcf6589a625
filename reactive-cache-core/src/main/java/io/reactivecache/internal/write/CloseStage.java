package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.RemoteStore;
import reactor.core.publisher.Mono;

/**
 * Closes the key in the remote tier: from here until it is settled no load can fill it. If the remote tier cannot be
 * reached the write goes on, without a ticket: the nodes are told all the same, and the remote tier as soon as it is back.
 */
public final class CloseStage<K, V> implements WriteStage<K, V> {

    private final RemoteStore store;
    private final CacheConfig config;
    private final RemoteCalls calls;
    private final Counters counters;
    private final WriteStage<K, V> next;

    public CloseStage(
            RemoteStore store, CacheConfig config, RemoteCalls calls, Counters counters, WriteStage<K, V> next) {
        this.store = store;
        this.config = config;
        this.calls = calls;
        this.counters = counters;
        this.next = next;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        return calls.call(() -> store.close(write.address().remote(), write.token(), config.fence()))
                .map(write::withTicket)
                .onErrorResume(failure -> {
                    counters.count(CacheMeter.REMOTE_FAILURE);
                    return Mono.just(write);
                })
                .flatMap(next::write);
    }
}
