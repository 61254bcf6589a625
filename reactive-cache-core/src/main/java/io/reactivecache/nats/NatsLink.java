package io.reactivecache.nats;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.reactivecache.spi.LogClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The way to NATS: one connection for all questions, opened when it is first needed and again when it was lost, others for who
 * needs one of his own, and the threads that may wait for them.
 *
 * <p>The client is not let reconnect by itself. It would keep what it was given meanwhile and send it late, and it may come
 * back with a connection on which it sends nothing any more, as its writer can miss the end of the reconnecting. A lost
 * connection is closed and tells at once those who wait for an answer.
 *
 * <p>A call runs to its end whoever cancels, as an interrupt could leave a subscription half made.
 */
final class NatsLink implements Disposable {

    private static final int THREADS = 4;
    private static final int MAX_QUEUED = 100_000;
    private static final int IDLE_SECONDS = 60;

    /** How soon a connection is given up on which nothing passes: after three of these. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(2);

    /** How long those who ask for a connection share the failure to open one. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Supplier<Options> options;
    private final Scheduler blocking;
    private final Set<NatsSession> open = ConcurrentHashMap.newKeySet();
    private final Mono<NatsSession> session;
    private final AtomicBoolean disposed = new AtomicBoolean();
    private final Sinks.Empty<Void> over = Sinks.empty();

    NatsLink(Supplier<Options> options, String threadName) {
        this.options = options;
        this.blocking = Schedulers.newBoundedElastic(THREADS, MAX_QUEUED, threadName, IDLE_SECONDS, true);
        this.session = call(this::connect)
                .onErrorResume(failed -> Mono.delay(PAUSE).then(Mono.error(failed)))
                .cacheInvalidateIf(NatsSession::isClosed);
    }

    /** Opens a connection, waiting for it; it is closed with the link. */
    NatsSession connect() throws IOException, InterruptedException {
        Options given = options.get();
        Connection connection = Nats.connect(new Options.Builder(given)
                .noReconnect()
                .pingInterval(min(given.getPingInterval(), PING_INTERVAL))
                .build());
        NatsSession connected = NatsSession.of(connection, () -> open.removeIf(NatsSession::isClosed));
        open.add(connected);
        if (isDisposed()) {
            connected.close();
            throw new LogClosedException();
        }
        return connected;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A question to the server, which may block. */
    interface Question<T> {
        T ask(NatsSession session) throws Exception;
    }

    /** Asks on a thread that may block, and emits the answer there. */
    <T> Mono<T> ask(Question<T> question) {
        return session.flatMap(connected -> call(() -> question.ask(connected)));
    }

    /** As {@link #ask}, for a question whose answer comes later. */
    <T> Mono<T> askLater(Question<CompletableFuture<T>> question) {
        return ask(question).flatMap(NatsLink::answer);
    }

    /** By way of a sink, as a failure that comes when nobody waits any more concerns nobody. */
    private static <T> Mono<T> answer(CompletableFuture<T> future) {
        Sinks.One<T> answer = Sinks.one();
        future.whenComplete((result, error) -> {
            if (error == null) {
                answer.tryEmitValue(result);
            } else {
                answer.tryEmitError(causeOf(error));
            }
        });
        return answer.asMono();
    }

    private static Throwable causeOf(Throwable error) {
        Throwable cause = error.getCause();
        boolean isWrapped = error instanceof CompletionException || error.getClass() == RuntimeException.class;
        return isWrapped && cause != null ? causeOf(cause) : error;
    }

    private <T> Mono<T> call(Callable<T> call) {
        return Mono.defer(() -> {
            Sinks.One<T> answer = Sinks.one();
            Mono.fromCallable(call)
                    .subscribeOn(blocking)
                    .subscribe(answer::tryEmitValue, answer::tryEmitError, answer::tryEmitEmpty);
            return answer.asMono();
        });
    }

    /** Runs a step that may block, once a thread is free for it. A disposed link runs no more. */
    void run(Runnable step) {
        if (!isDisposed()) {
            blocking.schedule(step);
        }
    }

    /** The source, or {@link LogClosedException} once the link is disposed. */
    <T> Mono<T> guard(Mono<T> source) {
        return source.takeUntilOther(over.asMono()).switchIfEmpty(Mono.error(LogClosedException::new));
    }

    /** The source, completed once the link is disposed. */
    <T> Flux<T> limit(Flux<T> source) {
        return source.takeUntilOther(over.asMono());
    }

    @Override
    public void dispose() {
        if (disposed.compareAndSet(false, true)) {
            over.tryEmitEmpty();
            blocking.schedule(this::close);
        }
    }

    private void close() {
        open.forEach(NatsSession::close);
        blocking.dispose();
    }

    @Override
    public boolean isDisposed() {
        return disposed.get();
    }
}
