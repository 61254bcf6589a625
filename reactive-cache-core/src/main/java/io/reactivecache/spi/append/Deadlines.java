package io.reactivecache.spi.append;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One time limit for many operations. All have the same time, so what began first is over first, and a single timer is
 * enough however many there are: it is set for the oldest one, and set again when it has gone off. Those that end in
 * time, as nearly all do, never touch it.
 */
public final class Deadlines {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final long nanos;
    private final Scheduler scheduler;
    private final Supplier<? extends Throwable> late;
    private @Nullable Limited<?> oldest;
    private @Nullable Limited<?> newest;
    private boolean isTimed;
    private @Nullable Supplier<? extends RuntimeException> closed;

    /**
     * No operations.
     *
     * @param limit how long each may take
     * @param scheduler tells the time, and runs the timer
     */
    public Deadlines(Duration limit, Scheduler scheduler) {
        this(limit, scheduler, () -> new TimeoutException("not ended within " + limit));
    }

    /**
     * No operations.
     *
     * @param limit how long each may take
     * @param scheduler tells the time, and runs the timer
     * @param late gives what an operation errors with that takes longer, in place of {@link TimeoutException}
     */
    public Deadlines(Duration limit, Scheduler scheduler, Supplier<? extends Throwable> late) {
        Objects.requireNonNull(limit, "limit");
        this.nanos = (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toNanos();
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        this.late = Objects.requireNonNull(late, "late");
    }

    /**
     * The source, subscribed to at once. If it has not ended in time it is cancelled, and the result errors on the
     * scheduler with {@link TimeoutException}. Cancelling the result cancels the source.
     */
    public <T> Mono<T> limit(Mono<T> source) {
        return LimitedMono.of(Objects.requireNonNull(source, "source"), this, false);
    }

    /** The same; an error of the source that comes when its time is over is not dropped loudly: whoever waited was told why. */
    public <T> Mono<T> limitQuietly(Mono<T> source) {
        return LimitedMono.of(Objects.requireNonNull(source, "source"), this, true);
    }

    /** Ends all that is under way with an error, and whatever comes from now on. */
    public void close(Supplier<? extends RuntimeException> reason) {
        Objects.requireNonNull(reason, "reason");
        synchronized (this) {
            closed = reason;
        }
        for (Limited<?> next = oldest(); next != null; next = oldest()) {
            next.over(reason.get());
        }
    }

    /** Counts an operation in; throws if none may begin any more, or there can be no timer. */
    synchronized <T> Limited<T> begin(CoreSubscriber<? super T> actual, boolean quiet) {
        if (closed != null) {
            throw closed.get();
        }
        if (!isTimed) {
            time(nanos);
        }
        Limited<T> begun = new Limited<>(actual, this, scheduler.now(TimeUnit.NANOSECONDS) + nanos, quiet);
        add(begun);
        return begun;
    }

    private void add(Limited<?> begun) {
        Limited<?> last = newest;
        begun.before = last;
        if (last == null) {
            oldest = begun;
        } else {
            last.after = begun;
        }
        newest = begun;
    }

    /** Counts an operation out, unless it is out. */
    synchronized void end(Limited<?> ended) {
        if (ended.before != null || oldest == ended) {
            remove(ended);
        }
    }

    private void remove(Limited<?> ended) {
        Limited<?> earlier = ended.before;
        Limited<?> later = ended.after;
        if (earlier == null) {
            oldest = later;
        } else {
            earlier.after = later;
        }
        if (later == null) {
            newest = earlier;
        } else {
            later.before = earlier;
        }
        ended.before = null;
        ended.after = null;
    }

    /** The timer is not set if the scheduler rejects it. */
    private void time(long delay) {
        isTimed = false;
        scheduler.schedule(this::sweep, delay, TimeUnit.NANOSECONDS);
        isTimed = true;
    }

    private void sweep() {
        try {
            for (Limited<?> next = late(); next != null; next = late()) {
                next.over(late.get());
            }
        } finally {
            timeAgain();
        }
    }

    private synchronized void timeAgain() {
        isTimed = false;
        if (oldest != null) {
            time(oldest.deadline - scheduler.now(TimeUnit.NANOSECONDS));
        }
    }

    private synchronized @Nullable Limited<?> late() {
        boolean isLate = oldest != null && oldest.deadline - scheduler.now(TimeUnit.NANOSECONDS) <= 0;
        return isLate ? oldest() : null;
    }

    /** Takes out the one that began first; {@code null} if there is none. */
    private synchronized @Nullable Limited<?> oldest() {
        Limited<?> first = oldest;
        if (first != null) {
            remove(first);
        }
        return first;
    }
}
