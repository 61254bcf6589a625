package io.reactivecache.kafka;

import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/** The topic as the brokers describe it: its life, its end, and its creation if it is absent. */
final class KafkaTopic {

    private static final Duration RETRY_AFTER = Duration.ofMillis(50);

    private final KafkaLogSettings settings;
    private final LazyClient<Admin> admin;
    private final AtomicReference<@Nullable TopicLife> current = new AtomicReference<>();
    private final Mono<TopicLife> firstLife;

    KafkaTopic(KafkaLogSettings settings, Shutdown shutdown) {
        this.settings = settings;
        this.admin = new LazyClient<>(
                () -> Mono.just(Admin.create(settings.admin())),
                opened -> opened.close(Shutdown.CLOSE_TIMEOUT),
                shutdown.blocking());
        this.firstLife = described().contextWrite(context -> Context.empty()).cacheInvalidateIf(life -> true);
        shutdown.add(admin::close);
    }

    /** Emits the life last seen; asks the brokers if none was, once for all who ask meanwhile. */
    Mono<TopicLife> life() {
        return Mono.defer(() -> {
            TopicLife known = current.get();
            return known != null ? Mono.just(known) : firstLife;
        });
    }

    /** Asks the brokers for the life of the topic and emits it, after ending the one before it if that is over. */
    Mono<TopicLife> described() {
        return timed(describedOrCreated());
    }

    /**
     * Emits the end of the topic. The offsets are read between two looks at the topic: if both see the same life, they
     * are of that life.
     */
    Mono<TopicEnd> end() {
        Mono<TopicEnd> consistent = describedOrCreated()
                .flatMap(life -> offsets(life.partitions())
                        .zipWhen(
                                offsets -> describedOrCreated(),
                                (offsets, now) -> new TopicEnd(now, LogPositions.of(life.epoch(), offsets))))
                .repeat()
                .filter(end -> end.life().epoch() == end.positions().epoch())
                .next();
        return timed(consistent);
    }

    private <T> Mono<T> timed(Mono<T> answer) {
        return answer.timeout(KafkaLogSettings.QUESTION_TIMEOUT).publishOn(Schedulers.parallel());
    }

    private Mono<TopicLife> describedOrCreated() {
        return describe()
                .onErrorResume(
                        UnknownTopicOrPartitionException.class,
                        absent -> create().then(describe())
                                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY_AFTER)
                                        .filter(UnknownTopicOrPartitionException.class::isInstance)))
                .map(this::lifeOf);
    }

    private Mono<TopicDescription> describe() {
        return ask(admin -> admin.describeTopics(List.of(settings.topic())).allTopicNames())
                .map(topics -> topics.get(settings.topic()));
    }

    /** Another node may have been faster, and may have chosen another number of partitions. */
    private Mono<Void> create() {
        return ask(admin -> admin.createTopics(List.of(settings.newTopic())).all())
                .onErrorComplete(TopicExistsException.class);
    }

    private Mono<long[]> offsets(int partitions) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(settings.topic(), partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return ask(admin -> admin.listOffsets(latest).all()).map(ends -> lastOffsets(ends, partitions));
    }

    /** The offsets in the order of the partitions; the broker answers for each that was asked for. */
    private static long[] lastOffsets(Map<TopicPartition, ListOffsetsResultInfo> ends, int partitions) {
        long[] offsets = new long[partitions];
        ends.forEach((partition, end) -> offsets[partition.partition()] = end.offset() - 1);
        return offsets;
    }

    private TopicLife lifeOf(TopicDescription description) {
        TopicLife seen =
                new TopicLife(description.topicId(), description.partitions().size());
        TopicLife before = current.getAndUpdate(known -> known != null && known.epoch() == seen.epoch() ? known : seen);
        if (before == null || before.epoch() == seen.epoch()) {
            return before == null ? seen : before;
        }
        before.end();
        return seen;
    }

    /** The future's result by way of a sink, as a failure that comes when nobody waits any more concerns nobody. */
    private <T> Mono<T> ask(Function<Admin, KafkaFuture<T>> question) {
        return admin.get().flatMap(open -> {
            Sinks.One<T> answer = Sinks.one();
            question.apply(open).whenComplete((result, error) -> {
                if (error == null) {
                    answer.tryEmitValue(result);
                } else {
                    answer.tryEmitError(causeOf(error));
                }
            });
            return answer.asMono();
        });
    }

    private static Throwable causeOf(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }
}
