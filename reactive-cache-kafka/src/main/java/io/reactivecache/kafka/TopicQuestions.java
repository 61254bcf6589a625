package io.reactivecache.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the brokers are asked about the topic, and asked to do to it. */
final class TopicQuestions {

    private final KafkaLogSettings settings;
    private final LazyClient<Admin> admin;

    TopicQuestions(KafkaLogSettings settings, Shutdown shutdown) {
        this.settings = settings;
        this.admin = new LazyClient<>(
                () -> Mono.just(Admin.create(settings.admin())),
                opened -> opened.close(Shutdown.CLOSE_TIMEOUT),
                shutdown.blocking());
        shutdown.add(admin::close);
    }

    Mono<TopicDescription> description() {
        return ask(admin -> admin.describeTopics(List.of(settings.topic())).allTopicNames())
                .map(topics -> topics.get(settings.topic()));
    }

    /** Another node may have been faster, and may have chosen another number of partitions. */
    Mono<Void> create() {
        return ask(admin -> admin.createTopics(List.of(settings.newTopic())).all())
                .onErrorComplete(TopicExistsException.class);
    }

    /** Errors with an {@code InvalidPartitionsException} if the topic has as many already. */
    Mono<Void> growTo(int partitions) {
        return ask(admin -> admin.createPartitions(Map.of(settings.topic(), NewPartitions.increaseTo(partitions)))
                .all());
    }

    /** Emits the offset of the last record of each partition. */
    Mono<long[]> lastOffsets(int partitions) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(settings.topic(), partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return ask(admin -> admin.listOffsets(latest).all()).map(ends -> inOrder(ends, partitions));
    }

    /** The offsets in the order of the partitions; the broker answers for each that was asked for. */
    private static long[] inOrder(Map<TopicPartition, ListOffsetsResultInfo> ends, int partitions) {
        long[] offsets = new long[partitions];
        ends.forEach((partition, end) -> offsets[partition.partition()] = end.offset() - 1);
        return offsets;
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
