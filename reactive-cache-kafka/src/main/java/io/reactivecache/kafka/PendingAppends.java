package io.reactivecache.kafka;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Position;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The appends under way: bounded in number and time, and independent of those who wait for them. None of an append's
 * steps sees the context of its caller.
 */
final class PendingAppends {

    private final int limit;
    private final Duration timeout;
    private final Shutdown shutdown;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<Sinks.One<Position>> answers = ConcurrentHashMap.newKeySet();

    PendingAppends(KafkaLogSettings settings, Shutdown shutdown) {
        this.limit = settings.maxPendingAppends();
        this.timeout = settings.appendTimeout();
        this.shutdown = shutdown;
        shutdown.add(this::failAll);
    }

    /** Runs an append for each subscriber; cancelling ends the wait only. Answers on the parallel scheduler. */
    Mono<Position> admit(Mono<Position> append) {
        return Mono.defer(() -> {
            if (shutdown.isDisposed()) {
                return Mono.error(new LogClosedException());
            }
            if (underWay.incrementAndGet() > limit) {
                underWay.decrementAndGet();
                return Mono.error(new CacheOverloadedException("appends", limit));
            }
            return start(append);
        });
    }

    private Mono<Position> start(Mono<Position> append) {
        Sinks.One<Position> answer = Sinks.one();
        answers.add(answer);
        append.timeout(timeout)
                .publishOn(Schedulers.parallel())
                .doFinally(end -> release(answer))
                .subscribe(answer::tryEmitValue, answer::tryEmitError);
        return answer.asMono();
    }

    private void release(Sinks.One<Position> answer) {
        answers.remove(answer);
        underWay.decrementAndGet();
    }

    private void failAll() {
        answers.forEach(answer -> answer.tryEmitError(new LogClosedException()));
    }
}
