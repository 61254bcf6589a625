package io.reactivecache.spi.append;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One time limit for many operations. All have the same time, so what began first is over first, and a single timer is
 * enough however many there are: it is set for the oldest one, and set again when it has gone off. Those that end in
 * time, as nearly all do, never touch it.
 */
public final class Deadlines {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Duration limit;
    private final long nanos;
    private final Scheduler scheduler;
    private final Set<Running<?>> running = new LinkedHashSet<>();
    private boolean isTimed;
    private @Nullable Supplier<? extends RuntimeException> closed;

    /**
     * No operations.
     *
     * @param limit how long each may take
     * @param scheduler tells the time, and runs the timer
     */
    public Deadlines(Duration limit, Scheduler scheduler) {
        this.limit = Objects.requireNonNull(limit, "limit");
        this.nanos = (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toNanos();
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    }

    /** An operation under way, and by when it must have ended. */
    private record Running<T>(long deadline, Sinks.Empty<T> over) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * The source, subscribed to at once. If it has not ended in time it is cancelled, and the result errors on the
     * scheduler with {@link TimeoutException}. Cancelling the result cancels the source.
     */
    public <T> Mono<T> limit(Mono<T> source) {
        Objects.requireNonNull(source, "source");
        return Mono.using(
                this::<T>begin,
                begun -> Mono.firstWithSignal(source, begun.over().asMono()),
                this::end);
    }

    /** Ends all that is under way with an error, and whatever comes from now on. */
    public void close(Supplier<? extends RuntimeException> reason) {
        Objects.requireNonNull(reason, "reason");
        synchronized (this) {
            closed = reason;
        }
        for (Running<?> next = oldest(); next != null; next = oldest()) {
            next.over().tryEmitError(reason.get());
        }
    }

    private synchronized <T> Running<T> begin() {
        if (closed != null) {
            throw closed.get();
        }
        if (!isTimed) {
            time(nanos);
        }
        Running<T> begun = new Running<>(scheduler.now(TimeUnit.NANOSECONDS) + nanos, Sinks.empty());
        running.add(begun);
        return begun;
    }

    private synchronized void end(Running<?> ended) {
        running.remove(ended);
    }

    /** The timer is not set if the scheduler rejects it. */
    private void time(long delay) {
        isTimed = false;
        scheduler.schedule(this::sweep, delay, TimeUnit.NANOSECONDS);
        isTimed = true;
    }

    private void sweep() {
        try {
            for (Running<?> late = late(); late != null; late = late()) {
                late.over().tryEmitError(new TimeoutException("not ended within " + limit));
            }
        } finally {
            timeAgain();
        }
    }

    private synchronized void timeAgain() {
        isTimed = false;
        Iterator<Running<?>> first = running.iterator();
        if (first.hasNext()) {
            time(first.next().deadline() - scheduler.now(TimeUnit.NANOSECONDS));
        }
    }

    private synchronized @Nullable Running<?> late() {
        Iterator<Running<?>> first = running.iterator();
        boolean isLate = first.hasNext() && first.next().deadline() - scheduler.now(TimeUnit.NANOSECONDS) <= 0;
        return isLate ? oldest() : null;
    }

    private synchronized @Nullable Running<?> oldest() {
        Iterator<Running<?>> first = running.iterator();
        if (!first.hasNext()) {
            return null;
        }
        Running<?> oldest = first.next();
        first.remove();
        return oldest;
    }
}
