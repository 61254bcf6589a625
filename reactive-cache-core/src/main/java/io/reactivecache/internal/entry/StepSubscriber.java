package io.reactivecache.internal.entry;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/** Passes on what one step emits, and notes its end, once: with the value, or empty, or as a failure, or cancelled. */
abstract class StepSubscriber<T> implements CoreSubscriber<T>, Subscription {

    @SuppressWarnings("rawtypes") // of this class alone
    private static final AtomicIntegerFieldUpdater<StepSubscriber> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(StepSubscriber.class, "ended");

    final CoreSubscriber<? super T> actual;
    private @Nullable Subscription subscription;

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile int ended;

    StepSubscriber(CoreSubscriber<? super T> actual) {
        this.actual = actual;
    }

    abstract void succeeded();

    abstract void failed(Throwable failure);

    abstract void cancelled();

    @Override
    public final void onSubscribe(Subscription source) {
        if (Operators.validate(subscription, source)) {
            subscription = source;
            actual.onSubscribe(this);
        }
    }

    @Override
    public final void onNext(T value) {
        if (isEnding()) {
            succeeded();
        }
        actual.onNext(value);
    }

    @Override
    public final void onError(Throwable failure) {
        if (isEnding()) {
            failed(failure);
        }
        actual.onError(failure);
    }

    @Override
    public final void onComplete() {
        if (isEnding()) {
            succeeded();
        }
        actual.onComplete();
    }

    @Override
    public final void request(long n) {
        subscribed().request(n);
    }

    @Override
    public final void cancel() {
        if (isEnding()) {
            cancelled();
        }
        subscribed().cancel();
    }

    private boolean isEnding() {
        return ENDED.compareAndSet(this, 0, 1);
    }

    @SuppressWarnings("NullAway") // nobody has this before it is there
    private Subscription subscribed() {
        return subscription;
    }
}
