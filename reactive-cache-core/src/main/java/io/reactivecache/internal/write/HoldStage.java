package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.RemoteStore;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Holds the key in the remote tier before a transaction commits: no load can fill it, whatever other writes do meanwhile. If the
 * remote tier cannot be reached the transaction must not commit.
 */
public final class HoldStage<K, V> implements WriteStage<K, V> {

    private final RemoteStore store;
    private final RemoteCalls calls;
    private final Duration lasts;
    private final WriteStage<K, V> next;

    public HoldStage(RemoteStore store, RemoteCalls calls, Duration lasts, WriteStage<K, V> next) {
        this.store = store;
        this.calls = calls;
        this.lasts = lasts;
        this.next = next;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        return calls.call(() -> store.close(write.address().remote(), write.token(), true, lasts))
                .onErrorMap(failure -> new WriteFailedException(Step.CLOSE, false, failure))
                .then(next.write(write));
    }
}
