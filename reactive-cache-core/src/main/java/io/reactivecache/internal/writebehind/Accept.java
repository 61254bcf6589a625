package io.reactivecache.internal.writebehind;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** Accepts a write in memory, at once if there is room: no operator and no signal but the last one. */
final class Accept<K, V> extends Mono<Void> {

    private final Accepting<K, V> accepting;
    private final Pending<K, V> write;

    Accept(Accepting<K, V> accepting, Pending<K, V> write) {
        this.accepting = accepting;
        this.write = write;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> actual) {
        if (accepting.acceptNow(write)) {
            Operators.complete(actual);
        } else {
            accepting.acceptLater(write).subscribe(actual);
        }
    }
}
