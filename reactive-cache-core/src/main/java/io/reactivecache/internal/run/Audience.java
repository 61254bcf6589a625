package io.reactivecache.internal.run;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Those who wait for one outcome, told in the order in which they came; who comes later is told at once. To come, to leave and
 * to be told costs the same however many there are.
 */
final class Audience<T> extends Mono<T> {

    private @Nullable Wait<T> first;
    private @Nullable Wait<T> last;
    private boolean isTold;
    private @Nullable T value;
    private @Nullable Throwable failure;

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        Wait<T> wait = new Wait<>(actual, this);
        actual.onSubscribe(wait);
        if (!add(wait)) {
            wait.end(value, failure);
        }
    }

    private synchronized boolean add(Wait<T> wait) {
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
    synchronized void remove(Wait<T> wait) {
        Wait<T> earlier = wait.before;
        Wait<T> later = wait.after;
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
        for (Wait<T> wait = told(brought, broken); wait != null; wait = after(wait)) {
            wait.end(brought, broken);
        }
    }

    private synchronized @Nullable Wait<T> told(@Nullable T brought, @Nullable Throwable broken) {
        value = brought;
        failure = broken;
        isTold = true;
        return first;
    }

    /** Nobody comes any more, but some may leave meanwhile. */
    private synchronized @Nullable Wait<T> after(Wait<T> wait) {
        remove(wait);
        return first;
    }
}
