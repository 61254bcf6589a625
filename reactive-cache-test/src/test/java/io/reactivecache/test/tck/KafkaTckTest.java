package io.reactivecache.test.tck;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The publishers that ask a Kafka. */
@KafkaTest
final class KafkaTckTest {

    static final Suite SUITE =
            new LogSubjects("kafka", () -> KafkaTckTest.log, Optional.of(() -> KafkaTckTest.disposed));

    private static KafkaInvalidationLog log;
    private static KafkaInvalidationLog disposed;

    @BeforeAll
    static void connect(KafkaServer server) {
        String topic = server.newTopic(1);
        log = open(server, topic);
        disposed = open(server, topic);
        disposed.dispose();
    }

    private static KafkaInvalidationLog open(KafkaServer server, String topic) {
        return KafkaInvalidationLog.builder()
                .bootstrapServers(server.bootstrapServers())
                .topic(topic)
                .partitions(1)
                .build();
    }

    @AfterAll
    static void disconnect() {
        log.dispose();
    }

    @TestFactory
    Stream<DynamicTest> log() {
        return Rules.over(SUITE.subjects());
    }
}
