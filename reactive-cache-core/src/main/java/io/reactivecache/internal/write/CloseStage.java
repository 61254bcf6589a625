package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.RemoteStore;
import reactor.core.publisher.Mono;

/**
 * Closes the key in the remote tier: from here until it is settled no load can fill it. If the remote tier cannot be
 * reached the write goes on, without a ticket: the nodes are told all the same, and the remote tier as soon as it is back. Over a
 * log that keeps nothing it does not: a node that begins later would hear of it neither from the log nor from the remote tier.
 */
public final class CloseStage<K, V> implements WriteStage<K, V> {

    private final RemoteStore store;
    private final CacheConfig config;
    private final RemoteCalls calls;
    private final Counters counters;
    private final boolean keeps;
    private final WriteStage<K, V> next;

    /**
     * The stage.
     *
     * @param keeps true if the log keeps what is announced, for nodes that begin later
     */
    public CloseStage(
            RemoteStore store,
            CacheConfig config,
            RemoteCalls calls,
            Counters counters,
            boolean keeps,
            WriteStage<K, V> next) {
        this.store = store;
        this.keeps = keeps;
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
                    return keeps ? Mono.just(write) : Mono.error(new WriteFailedException(Step.CLOSE, false, failure));
                })
                .flatMap(next::write);
    }
}
