package io.reactivecache.internal.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The one outcome of a {@code Mono} that is subscribed once and waited for by any number of callers. A caller that
 * cancels leaves; the others and the work itself are not touched.
 */
public final class Outcome<T> implements CoreSubscriber<T> {

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<Outcome, Subscription> WORK =
            AtomicReferenceFieldUpdater.newUpdater(Outcome.class, Subscription.class, "work");

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<Outcome> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Outcome.class, "ended");

    private final Context context;
    private final Ending<T> ending;
    private final Audience<T> audience = new Audience<>();
    private volatile boolean cancelled;

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile int ended;

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile @Nullable Subscription work;

    private @Nullable T value;

    /**
     * An outcome to subscribe to the work.
     *
     * @param context the Context the work sees
     * @param ending is told how the work ended, before any waiter is
     */
    public Outcome(Context context, Ending<T> ending) {
        this.context = context;
        this.ending = ending;
    }

    /** Is told once how the work ended. */
    @FunctionalInterface
    public interface Ending<T> {

        /**
         * The work has ended.
         *
         * @param value what it brought; {@code null} if it came back empty, failed or was cancelled
         * @param failure why it failed; {@code null} if it did not
         */
        void ended(@Nullable T value, @Nullable Throwable failure);
    }

    /** The outcome, for one waiter: cancelling it ends this wait only. */
    public Mono<T> await() {
        return await(View.whole());
    }

    /** What the outcome is for one waiter, who sees it its own way. */
    public <R> Mono<R> await(View<? super T, ? extends R> view) {
        return audience.join(view);
    }

    /** Cancels the work, unless it has ended; for those who still wait, and who come later, it came back empty. */
    public void cancel() {
        if (ENDED.compareAndSet(this, 0, 1)) {
            cancelled = true;
            Operators.terminate(WORK, this);
            audience.tell(null, told(null, null).orElse(null));
        }
    }

    /** True if the work was cancelled before it ended; known to whoever is told of the end. */
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.setOnce(WORK, this, subscription)) {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(T next) {
        value = next;
    }

    @Override
    public void onError(Throwable error) {
        if (ENDED.compareAndSet(this, 0, 1)) {
            audience.tell(null, told(null, error).orElse(error));
        } else {
            Operators.onErrorDropped(error, context);
        }
    }

    @Override
    public void onComplete() {
        if (ENDED.compareAndSet(this, 0, 1)) {
            T result = value;
            Throwable broken = told(result, null).orElse(null);
            audience.tell(broken == null ? result : null, broken);
        }
    }

    /** Whatever becomes of the telling, nobody may be left waiting: they hear of its failure instead. */
    private Optional<Throwable> told(@Nullable T brought, @Nullable Throwable failure) {
        try {
            ending.ended(brought, failure);
            return Optional.empty();
        } catch (Throwable broken) {
            Exceptions.throwIfJvmFatal(broken);
            return Optional.of(broken);
        }
    }
}
