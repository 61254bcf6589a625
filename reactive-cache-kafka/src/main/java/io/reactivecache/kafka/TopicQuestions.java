package io.reactivecache.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/** What the brokers are asked about the topic, and asked to do to it. */
final class TopicQuestions {

    private static final Duration RETRY_AFTER = Duration.ofMillis(50);

    /** Brokers that restart or were paused are missing for a moment; of a cluster that is too small it is to be heard. */
    private static final Retry UNTIL_BROKERS_ARE_BACK = Retry.fixedDelay(100, RETRY_AFTER)
            .filter(InvalidReplicationFactorException.class::isInstance)
            .onRetryExhaustedThrow((tries, last) -> last.failure());

    private final TopicSettings topic;
    private final LazyClient<Admin> admin;

    TopicQuestions(ClientSettings clients, TopicSettings topic, Shutdown shutdown) {
        this.topic = topic;
        this.admin = new LazyClient<>(
                () -> Mono.just(Admin.create(clients.admin())),
                opened -> opened.close(Shutdown.CLOSE_TIMEOUT),
                shutdown.blocking());
        shutdown.add(admin::close);
    }

    private Mono<TopicDescription> description() {
        return ask(admin -> admin.describeTopics(List.of(topic.name())).allTopicNames())
                .map(topics -> topics.get(topic.name()));
    }

    /** Creates the topic if it is absent, and waits until it is there. */
    Mono<TopicDescription> existing() {
        return description()
                .onErrorResume(
                        UnknownTopicOrPartitionException.class,
                        absent -> create().then(description())
                                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY_AFTER)
                                        .filter(UnknownTopicOrPartitionException.class::isInstance)));
    }

    /** Emits what the topic is set to, by the names Kafka gives it. */
    Mono<Config> config() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return ask(admin -> admin.describeConfigs(List.of(resource)).all()).map(configs -> configs.get(resource));
    }

    /** Another node may have been faster, and may have chosen another number of partitions. */
    private Mono<Void> create() {
        return ask(admin -> admin.createTopics(List.of(topic.newTopic())).all())
                .retryWhen(UNTIL_BROKERS_ARE_BACK)
                .onErrorComplete(TopicExistsException.class);
    }

    /** Errors with an {@code InvalidPartitionsException} if the topic has as many already. */
    Mono<Void> growTo(int partitions) {
        return ask(admin -> admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(partitions)))
                .all());
    }

    /** Emits the offset of the last record of each partition. */
    Mono<long[]> lastOffsets(int partitions) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
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
