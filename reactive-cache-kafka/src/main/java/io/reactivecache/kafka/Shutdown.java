package io.reactivecache.kafka;

import io.reactivecache.spi.LogClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** The end of a log: what must be closed, what must not begin any more, and the threads on which clients may block. */
final class Shutdown implements Disposable {

    /** How long a client may take to finish what it is doing. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private static final int THREADS = 4;
    private static final int MAX_QUEUED = 100_000;
    private static final int IDLE_SECONDS = 60;

    private final Scheduler blocking;
    private final AtomicBoolean disposed = new AtomicBoolean();
    private final Sinks.Empty<Void> over = Sinks.empty();
    private final List<Runnable> closing = new CopyOnWriteArrayList<>();

    Shutdown(String threadName) {
        this.blocking = Schedulers.newBoundedElastic(THREADS, MAX_QUEUED, threadName, IDLE_SECONDS, true);
    }

    /** The scheduler for calls that block; its threads are daemons. */
    Scheduler blocking() {
        return blocking;
    }

    /** Adds a step, run after those added before it; it may block. */
    void add(Runnable step) {
        closing.add(step);
    }

    /** The source, or {@link LogClosedException} once the log is disposed. */
    <T> Mono<T> guard(Mono<T> source) {
        return source.takeUntilOther(over.asMono()).switchIfEmpty(Mono.error(LogClosedException::new));
    }

    /** The source, completed once the log is disposed. */
    <T> Flux<T> limit(Flux<T> source) {
        return source.takeUntilOther(over.asMono());
    }

    @Override
    public void dispose() {
        if (disposed.compareAndSet(false, true)) {
            blocking.schedule(this::close);
            over.tryEmitEmpty();
        }
    }

    private void close() {
        closing.forEach(Shutdown::run);
        blocking.dispose();
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failed) {
            Operators.onErrorDropped(failed, Context.empty());
        }
    }

    @Override
    public boolean isDisposed() {
        return disposed.get();
    }
}
