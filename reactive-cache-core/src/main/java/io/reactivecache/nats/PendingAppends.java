package io.reactivecache.nats;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Position;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The appends under way: bounded in number and time, and independent of those who wait for them. None of an append's steps
 * sees the context of its caller.
 */
final class PendingAppends {

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
    Mono<Position> admit(Mono<Position> append) {
        return Mono.defer(() -> {
            if (underWay.incrementAndGet() > limit) {
                underWay.decrementAndGet();
                return Mono.error(new CacheOverloadedException("appends", limit));
            }
            return start(append);
        });
    }

    private Mono<Position> start(Mono<Position> append) {
        Sinks.One<Position> answer = Sinks.one();
        link.guard(append)
                .timeout(timeout)
                .publishOn(Schedulers.parallel())
                .doFinally(end -> underWay.decrementAndGet())
                .subscribe(answer::tryEmitValue, answer::tryEmitError);
        return answer.asMono();
    }
}
