package io.reactivecache.kafka;

import io.reactivecache.spi.JournalException;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/** A topic that is created if it is absent, and used only if it is as it must be. */
final class CheckedTopic {

    private static final Logger LOG = LoggerFactory.getLogger(CheckedTopic.class);

    /** A topic that was just created is not known to all brokers. */
    private static final Retry NOT_EVERYWHERE_YET = Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(50))
            .filter(UnknownTopicOrPartitionException.class::isInstance);

    private final String name;
    private final Mono<Boolean> asked;
    private final Mono<Boolean> known;
    private volatile boolean fits;

    /**
     * A topic that was not looked at yet.
     *
     * @param check throws if the topic is not as it must be
     */
    CheckedTopic(String name, TopicQuestions questions, BiConsumer<TopicDescription, Config> check) {
        this.name = name;
        this.asked = questions
                .existing()
                .zipWhen(found -> questions.config())
                .retryWhen(NOT_EVERYWHERE_YET)
                .doOnNext(found -> check.accept(found.getT1(), found.getT2()))
                .map(found -> true)
                .timeout(ClientSettings.QUESTION_TIMEOUT)
                .publishOn(Schedulers.parallel())
                .doOnSuccess(fit -> fits = true)
                .doOnError(JournalException.class, unfit -> fits = false)
                .contextWrite(context -> Context.empty());
        this.known = asked.cacheInvalidateIf(once -> !fits);
    }

    /** Completes once the topic was found to be as it must be, once for all who ask meanwhile; errors if it is not. */
    Mono<Void> ready() {
        return known.then();
    }

    /** Emits whether the brokers answer and the topic is as it must be, now and at each change seen; looks from time to time. */
    Flux<Boolean> available(Duration interval) {
        return Flux.interval(interval, Schedulers.parallel())
                .onBackpressureDrop()
                .startWith(0L)
                .concatMap(time -> asked.onErrorResume(this::unavailable), 0)
                .distinctUntilChanged();
    }

    private Mono<Boolean> unavailable(Throwable reason) {
        return Mono.fromSupplier(() -> {
            LOG.debug("topic {}: {}", name, reason.toString());
            return false;
        });
    }
}
