package io.reactivecache.internal.tier;

import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whether something can be reached, as it last said itself. */
public final class Reachability implements BooleanSupplier {

    private volatile boolean reachable;

    @Override
    public boolean getAsBoolean() {
        return reachable;
    }

    /** Listens to what it says, without end. Cancelling stops it. */
    public Mono<Void> follow(Flux<Boolean> available) {
        return available.doOnNext(now -> reachable = now).then();
    }
}
