package io.reactivecache.spi.lossy;

import io.reactivecache.spi.PositionCounter;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The probes of one tail. One is under way at a time: the next is sent when that was heard and it is time, or one is asked for.
 * Between two times one may be asked for: a stranger who floods the channel must not make it a flood of probes.
 */
final class Probes {

    private final LossyChannel channel;
    private final PositionCounter counter;
    private final Duration interval;
    private final Duration timeout;
    private final Scheduler scheduler;
    private final long tail = ThreadLocalRandom.current().nextLong();
    private final AtomicLong begun = new AtomicLong();
    private final Sinks.Many<Long> asked = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean mayAsk = new AtomicBoolean();
    private volatile Sinks.Empty<Void> heard = Sinks.empty();

    Probes(LossyChannel channel, PositionCounter counter, Duration interval, Duration timeout, Scheduler scheduler) {
        this.channel = channel;
        this.counter = counter;
        this.interval = interval;
        this.timeout = timeout;
        this.scheduler = scheduler;
    }

    /** The tail that sends them. */
    long tail() {
        return tail;
    }

    /** How many were begun so far. */
    long begun() {
        return begun.get();
    }

    /** Does not wait for the next time, unless that was asked for since the last one. */
    void ask() {
        if (mayAsk.getAndSet(false)) {
            asked.tryEmitNext(begun());
        }
    }

    /** Notes that a probe has come back. */
    void heard(LossyMessage.Probe probe) {
        if (probe.tail() == tail && probe.number() == begun()) {
            heard.tryEmitEmpty();
        }
    }

    /** Sends them, the first one now; errors if one cannot be sent or does not come back in time. */
    Mono<Void> send() {
        Flux<Long> due = Flux.interval(Duration.ZERO, interval, scheduler)
                .onBackpressureDrop()
                .doOnNext(time -> mayAsk.set(true));
        return Flux.merge(due, asked.asFlux())
                .onBackpressureLatest()
                .concatMap(occasion -> next(), 0)
                .then();
    }

    private Mono<Void> next() {
        return Mono.defer(() -> {
                    Sinks.Empty<Void> answer = Sinks.empty();
                    heard = answer;
                    return publish(begun.incrementAndGet()).then(answer.asMono());
                })
                .timeout(timeout, Mono.error(() -> LinkLostException.silent(timeout)), scheduler);
    }

    private Mono<Void> publish(long number) {
        return counter.end().flatMap(end -> channel.publish(LossyFormat.probe(tail, number, end)));
    }
}
