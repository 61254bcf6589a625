package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import reactor.core.publisher.Mono;

/**
 * In place of {@link CloseStage} where the cache itself is the truth: the value that is there stays readable, and the
 * order of the log decides which one remains. Without the remote tier a put would be lost, so it fails instead; an invalidation
 * goes on.
 */
public final class TicketStage<K, V> implements WriteStage<K, V> {

    private final RemoteStore store;
    private final CacheConfig config;
    private final RemoteCalls calls;
    private final WriteStage<K, V> next;

    public TicketStage(RemoteStore store, CacheConfig config, RemoteCalls calls, WriteStage<K, V> next) {
        this.store = store;
        this.config = config;
        this.calls = calls;
        this.next = next;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        if (write.put().isEmpty()) {
            return next.write(write);
        }
        return calls.call(() -> store.read(write.address().remote(), config.fence()))
                .map(RemoteRead::ticket)
                .onErrorMap(failure -> new WriteFailedException(Step.CLOSE, false, failure))
                .flatMap(ticket -> next.write(write.withTicket(ticket)));
    }
}
