package io.reactivecache.test.log;

import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What an operator can do to a topic while caches use it. */
final class KafkaTopicAdmin {

    private final Map<String, Object> settings;
    private final String topic;

    KafkaTopicAdmin(String bootstrapServers, String topic) {
        this.settings = Map.of("bootstrap.servers", bootstrapServers);
        this.topic = topic;
    }

    static String newName() {
        return "log-" + UUID.randomUUID();
    }

    /** Deletes all records there are in the partitions given. */
    void deleteRecords(int partitions) {
        try (Admin admin = Admin.create(settings)) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < partitions; partition++) {
                TopicPartition place = new TopicPartition(topic, partition);
                all.put(place, RecordsToDelete.beforeOffset(end(admin, place)));
            }
            get(admin.deleteRecords(all).all());
        }
    }

    private static long end(Admin admin, TopicPartition place) {
        return get(admin.listOffsets(Map.of(place, OffsetSpec.latest())).all())
                .get(place)
                .offset();
    }

    /** Deletes the topic and creates it again, and returns when both are visible. */
    void recreate(int partitions) {
        try (Admin admin = Admin.create(settings)) {
            Object before = describe(admin).topicId();
            get(admin.deleteTopics(List.of(topic)).all());
            Eventually soon = Eventually.within(Duration.ofSeconds(30));
            soon.holds("topic created again", () -> answered(() -> create(admin, partitions)));
            soon.holds(
                    "new topic visible",
                    () -> answered(() -> describe(admin).topicId().equals(before) ? null : true));
        }
    }

    private Object create(Admin admin, int partitions) {
        NewTopic anew = new NewTopic(topic, Optional.of(partitions), Optional.empty());
        return get(admin.createTopics(List.of(anew)).values().get(topic).thenApply(created -> true));
    }

    /** False while the brokers refuse, since they do not know yet that the topic is gone, or there. */
    private static boolean answered(Supplier<Object> question) {
        try {
            return question.get() != null;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    /** Creates the topic, with the times of records of the kind given. */
    void create(int partitions, String timestampType) {
        NewTopic topicOfTimes = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                .configs(Map.of("message.timestamp.type", timestampType));
        try (Admin admin = Admin.create(settings)) {
            get(admin.createTopics(List.of(topicOfTimes)).all());
            Eventually.within(Duration.ofSeconds(30)).holds("topic visible", () -> answered(() -> describe(admin)));
        }
    }

    /** Gives the topic more partitions, and returns when they are visible. */
    void growTo(int partitions) {
        try (Admin admin = Admin.create(settings)) {
            get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all());
            Eventually.within(Duration.ofSeconds(30))
                    .holds(
                            "partitions visible",
                            () -> describe(admin).partitions().size() == partitions);
        }
    }

    /** Lets clients do anything with the topic but give it more partitions. */
    void denyAlter() {
        try (Admin admin = Admin.create(settings)) {
            get(admin.createAcls(List.of(
                            acl(AclOperation.ALL, AclPermissionType.ALLOW),
                            acl(AclOperation.ALTER, AclPermissionType.DENY)))
                    .all());
        }
    }

    private AclBinding acl(AclOperation operation, AclPermissionType permission) {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }

    private TopicDescription describe(Admin admin) {
        return get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    }

    /** Appends a record without a value, which no cache does. */
    void appendTombstone(int partition) {
        append(new ProducerRecord<>(topic, partition, new byte[] {1}, null));
    }

    /** Appends a record by a producer whose clock shows the time given. */
    void append(int partition, Instant time) {
        append(new ProducerRecord<>(topic, partition, time.toEpochMilli(), null, new byte[] {1}));
    }

    private void append(ProducerRecord<byte[], byte[]> record) {
        Map<String, Object> producing = new HashMap<>(settings);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record);
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
