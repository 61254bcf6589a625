package io.reactivecache.kafka;

import io.reactivecache.spi.LogClosedException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * A client that is opened when it is first needed, again if that failed, and closed once. Opening and closing may block:
 * both happen on a scheduler whose threads may.
 */
final class LazyClient<T> {

    private final AtomicReference<@Nullable T> open = new AtomicReference<>();
    private final Consumer<T> closing;
    private final Scheduler blocking;
    private final Mono<T> client;
    private volatile boolean closed;

    LazyClient(Callable<Mono<T>> opening, Consumer<T> closing, Scheduler blocking) {
        this.closing = closing;
        this.blocking = blocking;
        this.client = Mono.fromCallable(opening)
                .flatMap(opened -> opened)
                .doOnNext(this::opened)
                .subscribeOn(blocking)
                .contextWrite(context -> Context.empty())
                .cacheInvalidateIf(known -> known != open.get());
    }

    /** Emits the client, the same one until it is discarded; errors if it cannot be opened. */
    Mono<T> get() {
        return Mono.defer(() -> {
            T known = open.get();
            return known == null ? opening() : Mono.just(known);
        });
    }

    /** Opening runs to its end whoever cancels, or nobody would close what was opened. */
    private Mono<T> opening() {
        Sinks.One<T> opened = Sinks.one();
        client.subscribe(opened::tryEmitValue, opened::tryEmitError);
        return opened.asMono();
    }

    /** Closes a client that is of no more use; the next one asked for is another. */
    void discard(T broken) {
        if (open.compareAndSet(broken, null)) {
            blocking.schedule(() -> closing.accept(broken));
        }
    }

    /** Closes the client, waiting for it; one that is being opened is closed as soon as it is open. */
    void close() {
        closed = true;
        T last = open.getAndSet(null);
        if (last != null) {
            closing.accept(last);
        }
    }

    private void opened(T opened) {
        open.set(opened);
        if (closed) {
            close();
            throw new LogClosedException();
        }
    }
}
