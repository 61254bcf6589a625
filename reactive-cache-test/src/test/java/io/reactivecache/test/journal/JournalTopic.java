package io.reactivecache.test.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.test.Eventually;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What others can do to the first partition of a journal's topic, and what Kafka knows of it. */
final class JournalTopic {

    private final Map<String, Object> settings;
    private final String name;
    private final TopicPartition first;

    JournalTopic(String bootstrapServers, String name) {
        this.settings = Map.of("bootstrap.servers", bootstrapServers);
        this.name = name;
        this.first = new TopicPartition(name, 0);
    }

    /** Creates it before the journal does. */
    void create(int partitions, Map<String, String> configs) {
        try (Admin admin = Admin.create(settings)) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
            await(admin.createTopics(List.of(topic)).all());
        }
    }

    /** Appends a record as no journal does. */
    void append(@Nullable String key, @Nullable String value) {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(new HashMap<>(settings), new ByteArraySerializer(), new ByteArraySerializer())) {
            await(producer.send(new ProducerRecord<>(name, 0, bytes(key), bytes(value))));
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    /** Removes the records before an offset, as the retention does. */
    void removeBefore(long offset) {
        try (Admin admin = Admin.create(settings)) {
            await(admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(offset)))
                    .all());
        }
    }

    /** Removes the topic. */
    void remove() {
        try (Admin admin = Admin.create(settings)) {
            await(admin.deleteTopics(List.of(name)).all());
        }
    }

    /** Returns when the controller takes all brokers for gone. */
    void awaitBrokersGone() {
        try (Admin admin = Admin.create(settings)) {
            Eventually.within(MemberRecorder.LIMIT)
                    .holds("gone", () -> await(brokers(admin)).stream().allMatch(Node::isFenced));
        }
    }

    private static Future<Collection<Node>> brokers(Admin admin) {
        return admin.describeCluster(new DescribeClusterOptions().includeFencedBrokers(true))
                .nodes();
    }

    /** What the group of the journal has committed; -1 if nothing. */
    long committed() {
        try (Admin admin = Admin.create(settings)) {
            OffsetAndMetadata place = await(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
                    .get(first);
            return place == null ? -1 : place.offset();
        }
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
