package io.reactivecache.test.history;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Somebody who called a node and waits for the answer, or leaves. */
abstract class Caller<T> implements CoreSubscriber<T> {

    private final Life life;
    private @Nullable Subscription subscription;
    private boolean ended;

    /** A caller of a node in its present life; it leaves when that is over. */
    Caller(Life life) {
        this.life = life;
    }

    /** Whom it calls. */
    final Life node() {
        return life;
    }

    /** Calls. */
    final void call(Mono<T> operation) {
        operation.subscribe(this);
    }

    /** Leaves, unless it was answered. Tells whether it did. */
    final boolean leave() {
        boolean leaves = !hasEnded();
        ended = true;
        if (leaves && subscription != null) {
            subscription.cancel();
        }
        return leaves;
    }

    /** True if it was answered or has left. */
    final boolean hasEnded() {
        return ended || life.isOver();
    }

    @Override
    public final void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onError(Throwable failure) {
        ended = true;
    }

    @Override
    public void onComplete() {
        ended = true;
    }
}
