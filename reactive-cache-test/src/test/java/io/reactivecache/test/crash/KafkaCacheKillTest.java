package io.reactivecache.test.crash;

import io.reactivecache.test.crash.Place.Topic;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes of a cache over a journal in Kafka are killed at any moment; {@code -Dkill.rounds=} says how often. */
@KafkaTest
final class KafkaCacheKillTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 4);
    private static final long SEED = Long.getLong("kill.seed", 1);

    private final KafkaServer kafka;

    @TempDir
    private Path root;

    KafkaCacheKillTest(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @ParameterizedTest
    @CsvSource({"a", "a b"})
    void everyAcknowledgedWriteIsAppliedInTheOrderOfItsKeyHoweverOftenItsNodeIsKilled(String nodes) throws IOException {
        String name = "writes-" + UUID.randomUUID();
        Place journal = new Topic(kafka.bootstrapServers(), name, name);
        try (KilledCache cache = new KilledCache(root, journal, this::copied, List.of(nodes.split(" ")), SEED)) {
            cache.run(ROUNDS / 2);
        }
    }

    /** Another group, whose offsets are those that were committed. */
    private Place copied(Place place) {
        Topic topic = (Topic) place;
        Topic copy = new Topic(topic.servers(), topic.name(), "copy-" + UUID.randomUUID());
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, topic.servers()))) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(topic.group())
                    .partitionsToOffsetAndMetadata()
                    .get();
            admin.alterConsumerGroupOffsets(copy.group(), committed).all().get();
            return copy;
        } catch (Exception failed) {
            throw new IllegalStateException("offsets: not copied (expected: copied)", failed);
        }
    }
}
