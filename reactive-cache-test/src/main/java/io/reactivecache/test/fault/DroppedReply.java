package io.reactivecache.test.fault;

import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** An operation is done, and nobody hears of it. */
record DroppedReply(Supplier<? extends Throwable> error) implements Fault {

    DroppedReply {
        Objects.requireNonNull(error, "error");
    }

    @Override
    public Mono<Void> pass() {
        return Mono.error(error);
    }

    @Override
    public <T> Mono<T> of(Mono<T> operation) {
        return operation.then(Mono.error(error));
    }
}
