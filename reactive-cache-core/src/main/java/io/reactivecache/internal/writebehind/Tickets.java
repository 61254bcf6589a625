package io.reactivecache.internal.writebehind;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * Tickets, all alike: as many as were added are emitted, on the scheduler, without end, to one subscriber.
 *
 * <p>A sink and {@code publishOn} would do the same, but an addition at the moment of the cancellation would be dropped as an
 * error: its worker takes nothing any more.
 */
final class Tickets extends Flux<Boolean> implements Subscription, Runnable {

    private final AtomicLong added = new AtomicLong();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicReference<@Nullable CoreSubscriber<? super Boolean>> subscriber = new AtomicReference<>();
    private final Scheduler scheduler;
    private volatile boolean isOver;

    Tickets(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Adds some; any thread. */
    void add(int tickets) {
        if (tickets > 0) {
            added.addAndGet(tickets);
            wake();
        }
    }

    @Override
    public void subscribe(CoreSubscriber<? super Boolean> actual) {
        if (subscriber.compareAndSet(null, actual)) {
            actual.onSubscribe(this);
        } else {
            Operators.error(actual, new IllegalStateException("tickets: taken (expected: one subscriber)"));
        }
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            requested.accumulateAndGet(n, Operators::addCap);
            wake();
        }
    }

    @Override
    public void cancel() {
        isOver = true;
    }

    /** One run at a time, which goes on for what comes meanwhile. */
    private void wake() {
        CoreSubscriber<? super Boolean> to = subscriber.get();
        if (to != null && !isOver && wakes.getAndIncrement() == 0) {
            try {
                scheduler.schedule(this);
            } catch (RejectedExecutionException gone) {
                isOver = true;
                to.onError(gone);
            }
        }
    }

    @Override
    public void run() {
        CoreSubscriber<? super Boolean> to = subscriber.get();
        int seen = wakes.get();
        while (to != null && seen != 0) {
            emit(to);
            seen = wakes.addAndGet(-seen);
        }
    }

    private void emit(CoreSubscriber<? super Boolean> to) {
        long most = Math.min(added.get(), requested.get());
        long emitted = 0;
        while (emitted < most && !isOver) {
            emitted++;
            to.onNext(Boolean.TRUE);
        }
        added.addAndGet(-emitted);
        requested.accumulateAndGet(emitted, (wanted, done) -> wanted == Long.MAX_VALUE ? wanted : wanted - done);
    }
}
