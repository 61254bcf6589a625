package io.reactivecache.internal.run;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Stands between a source and its subscriber: demand and cancels go up, and what goes down is for the subclass to say. */
public abstract class Relay<T, R> implements CoreSubscriber<T>, Subscription {

    /** Who is told. */
    protected final CoreSubscriber<? super R> actual;

    private @Nullable Subscription source;

    protected Relay(CoreSubscriber<? super R> actual) {
        this.actual = actual;
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public final void onSubscribe(Subscription subscription) {
        if (Operators.validate(source, subscription)) {
            source = subscription;
            actual.onSubscribe(this);
        }
    }

    @Override
    public final void request(long demand) {
        subscribed().request(demand);
    }

    @Override
    public void cancel() {
        subscribed().cancel();
    }

    @SuppressWarnings("NullAway") // nobody has this before it is there
    private Subscription subscribed() {
        return source;
    }
}
