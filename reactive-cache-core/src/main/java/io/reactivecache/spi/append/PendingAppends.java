package io.reactivecache.spi.append;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.spi.LogClosedException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The appends under way: bounded in number and time, and independent of those who wait for them. None of an append's
 * steps sees the context of its caller.
 */
public final class PendingAppends {

    private final int limit;
    private final Deadlines deadlines;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closed;

    /**
     * No appends.
     *
     * @param limit how many may be under way
     * @param timeout how long each may take
     */
    public PendingAppends(int limit, Duration timeout) {
        this.limit = limit;
        this.deadlines = new Deadlines(Objects.requireNonNull(timeout, "timeout"), Schedulers.parallel());
    }

    /**
     * Runs an append for each subscriber; cancelling ends the wait only. Emits what it emits: on {@link Schedulers#parallel()},
     * or at once if it has ended before anybody waits. Errors with {@link CacheOverloadedException} if too many are under way,
     * with {@link java.util.concurrent.TimeoutException} if it does not end in time, and with {@link LogClosedException} once
     * no more are admitted.
     */
    public <T> Mono<T> admit(Mono<T> append) {
        Objects.requireNonNull(append, "append");
        return Mono.defer(() -> {
            if (closed) {
                return Mono.error(new LogClosedException());
            }
            if (underWay.incrementAndGet() > limit) {
                underWay.decrementAndGet();
                return Mono.error(new CacheOverloadedException("appends", limit));
            }
            return start(append);
        });
    }

    private <T> Mono<T> start(Mono<T> append) {
        Sinks.One<T> answer = Sinks.one();
        deadlines
                .limit(append)
                .publishOn(Schedulers.parallel())
                .doFinally(end -> underWay.decrementAndGet())
                .subscribe(answer::tryEmitValue, answer::tryEmitError, answer::tryEmitEmpty);
        return answer.asMono();
    }

    /** Admits no more; those under way go on. */
    public void close() {
        closed = true;
    }

    /** Admits no more, and ends those under way with {@link LogClosedException}. */
    public void failAll() {
        close();
        deadlines.close(LogClosedException::new);
    }
}
