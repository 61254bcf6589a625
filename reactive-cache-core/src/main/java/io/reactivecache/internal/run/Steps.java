package io.reactivecache.internal.run;

import io.reactivecache.CacheOverloadedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * The steps of one kind that are under way. Each runs to its end whatever its caller does; at most so many at a time;
 * closing waits for the last one.
 *
 * <p>The count begins at one, which stands for this object being open: it reaches zero when it was closed and the last
 * step has ended, and never leaves zero again.
 */
public final class Steps {

    private final String kind;
    private final int limit;
    private final AtomicInteger underWay = new AtomicInteger(1);
    private final AtomicInteger closed = new AtomicInteger();
    private final Sinks.Empty<Void> idle = Sinks.empty();
    private volatile Supplier<? extends RuntimeException> refusal = this::overloaded;

    /**
     * Steps of a kind.
     *
     * @param kind what they are, in the plural, for messages
     * @param limit how many may be under way
     */
    public Steps(String kind, int limit) {
        this.kind = kind;
        this.limit = limit;
    }

    /**
     * Runs the step once for each subscription and emits its outcome; cancelling ends the wait, not the step. Errors with
     * {@link CacheOverloadedException} if too many are under way, or this object is closed without a reason of its own.
     */
    public <T> Mono<T> run(Mono<T> step) {
        return Mono.deferContextual(context -> {
            if (!begin()) {
                return Mono.error(refusal.get());
            }
            return started(step, Context.of(context)).await();
        });
    }

    /** Starts a step that nobody waits for, and tells whether there was room for it. The step handles its own errors. */
    public boolean start(Mono<?> step) {
        if (!begin()) {
            return false;
        }
        started(step, Context.empty());
        return true;
    }

    /** Counts a step in, if there is room; each must be counted out by {@link #end()}. */
    public boolean begin() {
        int now;
        do {
            now = underWay.get();
            if (now == 0 || now > limit || closed.get() == 1) {
                return false;
            }
        } while (!underWay.compareAndSet(now, now + 1));
        return true;
    }

    /** Counts a step out. */
    public void end() {
        if (underWay.decrementAndGet() == 0) {
            idle.tryEmitEmpty();
        }
    }

    /** How many steps are under way. */
    public int underWay() {
        return underWay.get() - 1 + closed.get();
    }

    /** The error for a step there is no room for. */
    public CacheOverloadedException overloaded() {
        return new CacheOverloadedException(kind, limit);
    }

    /** Lets no further step begin, and completes when the last one has ended. */
    public Mono<Void> close() {
        return Mono.defer(() -> {
            if (closed.compareAndSet(0, 1)) {
                end();
            }
            return idle.asMono();
        });
    }

    /** As {@link #close()}; whoever comes from now on is told the reason. */
    public Mono<Void> close(Supplier<? extends RuntimeException> reason) {
        return Mono.<Void>fromRunnable(() -> refusal = reason).then(close());
    }

    private <T> Outcome<T> started(Mono<T> step, Context context) {
        Outcome<T> outcome = new Outcome<>(context, (value, failure) -> end());
        step.subscribe(outcome);
        return outcome;
    }
}
