package io.reactivecache.nats;

import io.nats.client.JetStreamApiException;
import io.reactivecache.CacheOverloadedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The appends under way: bounded in number and time, and independent of those who wait for them. None of an append's steps
 * sees the context of its caller.
 */
final class PendingAppends {

    private static final int UNAVAILABLE = 503;

    /** For appends that would pass if the server were there; their time is limited here. */
    static final Retry TRY_AGAIN = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(50))
            .maxBackoff(Duration.ofSeconds(1))
            .filter(PendingAppends::mayPass);

    private final int limit;
    private final Duration timeout;
    private final NatsLink link;
    private final AtomicInteger underWay = new AtomicInteger();

    PendingAppends(int limit, Duration timeout, NatsLink link) {
        this.limit = limit;
        this.timeout = timeout;
        this.link = link;
    }

    /** Runs an append for each subscriber; cancelling ends the wait only. Answers on the parallel scheduler. */
    <T> Mono<T> admit(Mono<T> append) {
        return Mono.defer(() -> {
            if (underWay.incrementAndGet() > limit) {
                underWay.decrementAndGet();
                return Mono.error(new CacheOverloadedException("appends", limit));
            }
            return start(append);
        });
    }

    private <T> Mono<T> start(Mono<T> append) {
        Sinks.One<T> answer = Sinks.one();
        link.guard(append)
                .timeout(timeout)
                .publishOn(Schedulers.parallel())
                .doFinally(end -> underWay.decrementAndGet())
                .subscribe(answer::tryEmitValue, answer::tryEmitError);
        return answer.asMono();
    }

    /** True if another try may pass: the server, or the way to it, is not there now, or the stream has another subject. */
    private static boolean mayPass(Throwable error) {
        return error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof CancellationException
                || error instanceof IllegalStateException
                || error instanceof JetStreamApiException refused && refused.getErrorCode() == UNAVAILABLE;
    }
}
