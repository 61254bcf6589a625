package io.reactivecache.internal.entry;

import io.reactivecache.internal.run.Relay;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import reactor.core.CoreSubscriber;

/** Passes on what one step emits, and notes its end, once: with the value, or empty, or as a failure, or cancelled. */
abstract class StepSubscriber<T> extends Relay<T, T> {

    @SuppressWarnings("rawtypes") // of this class alone
    private static final AtomicIntegerFieldUpdater<StepSubscriber> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(StepSubscriber.class, "ended");

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile int ended;

    StepSubscriber(CoreSubscriber<? super T> actual) {
        super(actual);
    }

    abstract void succeeded();

    abstract void failed(Throwable failure);

    abstract void cancelled();

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
    public final void cancel() {
        if (isEnding()) {
            cancelled();
        }
        super.cancel();
    }

    private boolean isEnding() {
        return ENDED.compareAndSet(this, 0, 1);
    }
}
