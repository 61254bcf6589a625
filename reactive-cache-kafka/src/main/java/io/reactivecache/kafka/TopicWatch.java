package io.reactivecache.kafka;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Looks at the topic from time to time for as long as somebody follows it: one timer, however many follow. */
final class TopicWatch {

    private final Sinks.Many<Boolean> hints = Sinks.many().multicast().directBestEffort();
    private final Flux<TopicEnd> looks;

    TopicWatch(KafkaTopic topic, Duration interval) {
        Flux<?> times = Flux.interval(interval, Schedulers.parallel()).onBackpressureDrop();
        this.looks = Flux.<Object>merge(times, hints.asFlux().onBackpressureLatest())
                .concatMap(time -> topic.end().onErrorComplete(), 0)
                .contextWrite(context -> Context.empty())
                .share();
    }

    /** Keeps looking until it is cancelled; completes never. */
    Mono<Void> looking() {
        return looks.then();
    }

    /** Looks at once. One that comes together with another may be dropped. */
    void hint() {
        hints.tryEmitNext(true);
    }
}
