package io.reactivecache.spi.append;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * An operation that has a time limit, from its subscription until it ends by itself, by its subscriber or by the limit, whichever
 * comes first. Its neighbours among those under way are kept by {@link Deadlines}, under its lock.
 */
final class Limited<T> extends Operators.DeferredSubscription implements CoreSubscriber<T> {

    @SuppressWarnings("rawtypes") // of this class alone
    private static final AtomicIntegerFieldUpdater<Limited> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Limited.class, "ended");

    private final CoreSubscriber<? super T> actual;
    private final Deadlines deadlines;

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile int ended;

    private final boolean quiet;

    final long deadline;

    @Nullable
    Limited<?> before;

    @Nullable
    Limited<?> after;

    Limited(CoreSubscriber<? super T> actual, Deadlines deadlines, long deadline, boolean quiet) {
        this.actual = actual;
        this.deadlines = deadlines;
        this.deadline = deadline;
        this.quiet = quiet;
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription source) {
        set(source);
    }

    @Override
    public void onNext(T value) {
        if (isEnding()) {
            actual.onNext(value);
            actual.onComplete();
        } else {
            Operators.onDiscard(value, currentContext());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (isEnding()) {
            actual.onError(failure);
        } else if (!quiet) {
            Operators.onErrorDropped(failure, currentContext());
        }
    }

    @Override
    public void onComplete() {
        if (isEnding()) {
            actual.onComplete();
        }
    }

    @Override
    public void cancel() {
        if (isEnding()) {
            super.cancel();
        }
    }

    /** Its time is over, or nobody may wait any more. */
    void over(Throwable reason) {
        if (isEnding()) {
            super.cancel();
            actual.onError(reason);
        }
    }

    private boolean isEnding() {
        boolean isEnding = ENDED.compareAndSet(this, 0, 1);
        if (isEnding) {
            deadlines.end(this);
        }
        return isEnding;
    }
}
