package io.reactivecache.internal.run;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
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
final class Wait<T> implements Subscription {

    @SuppressWarnings("rawtypes") // of this class alone
    private static final AtomicIntegerFieldUpdater<Wait> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Wait.class, "state");

    private static final int WAITING = 0;
    private static final int ASKED = 1;
    private static final int HOLDING = 2;
    private static final int OVER = 3;

    private final CoreSubscriber<? super T> actual;
    private final Audience<T> audience;
    private volatile int state;
    private @Nullable T held;

    /** Its neighbours; guarded by the audience. */
    @Nullable
    Wait<T> before;

    @Nullable
    Wait<T> after;

    Wait(CoreSubscriber<? super T> actual, Audience<T> audience) {
        this.actual = actual;
        this.audience = audience;
    }

    @Override
    public void request(long demand) {
        if (Operators.validate(demand) && !STATE.compareAndSet(this, WAITING, ASKED)) {
            T value = held;
            if (value != null && STATE.compareAndSet(this, HOLDING, OVER)) {
                emit(value);
            }
        }
    }

    @Override
    public void cancel() {
        if (STATE.getAndSet(this, OVER) != OVER) {
            audience.remove(this);
        }
    }

    boolean isOver() {
        return state == OVER;
    }

    /** The outcome is there. */
    void end(@Nullable T value, @Nullable Throwable failure) {
        if (value != null) {
            hold(value);
        } else if (STATE.getAndSet(this, OVER) != OVER) {
            if (failure == null) {
                actual.onComplete();
            } else {
                actual.onError(failure);
            }
        }
    }

    private void hold(T value) {
        held = value;
        if (!STATE.compareAndSet(this, WAITING, HOLDING) && STATE.compareAndSet(this, ASKED, OVER)) {
            emit(value);
        }
    }

    private void emit(T value) {
        actual.onNext(value);
        actual.onComplete();
    }
}
