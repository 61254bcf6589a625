package io.reactivecache.internal.tier;

import io.reactivecache.spi.RemoteStore;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** Whether the remote store can be reached, as it last said itself. */
public final class Reachability implements BooleanSupplier {

    private volatile boolean reachable;

    @Override
    public boolean getAsBoolean() {
        return reachable;
    }

    /** Listens to the store without end. Cancelling stops it. */
    public Mono<Void> follow(RemoteStore store) {
        return store.available().doOnNext(now -> reachable = now).then();
    }
}
