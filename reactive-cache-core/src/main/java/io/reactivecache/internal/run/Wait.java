package io.reactivecache.internal.run;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;

/**
 * One subscriber that waits for an outcome.
 *
 * <pre>
 *   WAITING --request--> ASKED --value--> OVER
 *   WAITING --value--> HOLDING --request--> OVER
 *   any --cancel, error, empty--> OVER
 * </pre>
 */
final class Wait<T, R> implements Subscription {

    @SuppressWarnings("rawtypes") // of this class alone
    private static final AtomicIntegerFieldUpdater<Wait> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Wait.class, "state");

    private static final int WAITING = 0;
    private static final int ASKED = 1;
    private static final int HOLDING = 2;
    private static final int OVER = 3;

    private final CoreSubscriber<? super R> actual;
    private final Audience<T> audience;
    private final View<? super T, ? extends R> view;
    private volatile int state;
    private @Nullable R held;

    /** Its neighbours; guarded by the audience. */
    @Nullable
    Wait<T, ?> before;

    @Nullable
    Wait<T, ?> after;

    Wait(CoreSubscriber<? super R> actual, Audience<T> audience, View<? super T, ? extends R> view) {
        this.actual = actual;
        this.audience = audience;
        this.view = view;
    }

    @Override
    public void request(long demand) {
        if (Operators.validate(demand) && !STATE.compareAndSet(this, WAITING, ASKED)) {
            R value = held;
            if (value != null && STATE.compareAndSet(this, HOLDING, OVER)) {
                emit(value);
            }
        }
    }

    @Override
    public void cancel() {
        if (STATE.getAndSet(this, OVER) != OVER) {
            audience.remove(this);
            view.left(true);
        }
    }

    boolean isOver() {
        return state == OVER;
    }

    /** The outcome is there. */
    void end(@Nullable T value, @Nullable Throwable failure) {
        if (isOver()) {
            return;
        }
        R seen;
        try {
            seen = seen(value, failure);
        } catch (Throwable broken) { // the others are told all the same
            Exceptions.throwIfJvmFatal(broken);
            nothing(broken);
            return;
        }
        if (seen == null) {
            nothing(failure);
        } else {
            hold(seen);
        }
    }

    private @Nullable R seen(@Nullable T value, @Nullable Throwable failure) {
        if (value != null) {
            return view.of(value);
        }
        return failure == null ? null : view.insteadOf(failure);
    }

    private void nothing(@Nullable Throwable failure) {
        if (STATE.getAndSet(this, OVER) == OVER) {
            return;
        }
        if (failure == null) {
            actual.onComplete();
        } else {
            actual.onError(failure);
        }
        view.left(false);
    }

    private void hold(R value) {
        held = value;
        if (!STATE.compareAndSet(this, WAITING, HOLDING) && STATE.compareAndSet(this, ASKED, OVER)) {
            emit(value);
        }
    }

    private void emit(R value) {
        actual.onNext(value);
        actual.onComplete();
        view.left(false);
    }
}
