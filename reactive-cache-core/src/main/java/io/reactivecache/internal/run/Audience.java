package io.reactivecache.internal.run;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Those who wait for one outcome, told in the order in which they came; who comes later is told at once. To come, to leave and
 * to be told costs the same however many there are.
 */
final class Audience<T> {

    private @Nullable Wait<T, ?> first;
    private @Nullable Wait<T, ?> last;
    private boolean isTold;
    private @Nullable T value;
    private @Nullable Throwable failure;

    /** The outcome for one who waits: each subscription comes for itself. */
    <R> Mono<R> join(View<? super T, ? extends R> view) {
        return new Seat<>(this, view);
    }

    private <R> void admit(CoreSubscriber<? super R> actual, View<? super T, ? extends R> view) {
        Wait<T, R> wait = new Wait<>(actual, this, view);
        actual.onSubscribe(wait);
        if (!add(wait)) {
            wait.end(value, failure);
        }
    }

    private synchronized boolean add(Wait<T, ?> wait) {
        if (isTold) {
            return false;
        }
        if (wait.isOver()) {
            return true;
        }
        wait.before = last;
        if (last == null) {
            first = wait;
        } else {
            last.after = wait;
        }
        last = wait;
        return true;
    }

    /** It has left, and perhaps had not come yet. */
    synchronized void remove(Wait<T, ?> wait) {
        Wait<T, ?> earlier = wait.before;
        Wait<T, ?> later = wait.after;
        if (earlier == null && first != wait) {
            return;
        }
        if (earlier == null) {
            first = later;
        } else {
            earlier.after = later;
        }
        if (later == null) {
            last = earlier;
        } else {
            later.before = earlier;
        }
        wait.before = null;
        wait.after = null;
    }

    /**
     * Tells everybody. To be called once.
     *
     * @param brought {@code null} if it came back empty or failed
     * @param broken {@code null} if it did not fail
     */
    void tell(@Nullable T brought, @Nullable Throwable broken) {
        for (Wait<T, ?> wait = told(brought, broken); wait != null; wait = after(wait)) {
            wait.end(brought, broken);
        }
    }

    private synchronized @Nullable Wait<T, ?> told(@Nullable T brought, @Nullable Throwable broken) {
        value = brought;
        failure = broken;
        isTold = true;
        return first;
    }

    /** Nobody comes any more, but some may leave meanwhile. */
    private synchronized @Nullable Wait<T, ?> after(Wait<T, ?> wait) {
        remove(wait);
        return first;
    }

    private static final class Seat<T, R> extends Mono<R> {

        private final Audience<T> audience;
        private final View<? super T, ? extends R> view;

        Seat(Audience<T> audience, View<? super T, ? extends R> view) {
            this.audience = audience;
            this.view = view;
        }

        @Override
        public void subscribe(CoreSubscriber<? super R> actual) {
            audience.admit(actual, view);
        }
    }
}
