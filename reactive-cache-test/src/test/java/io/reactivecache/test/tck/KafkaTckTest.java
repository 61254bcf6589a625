package io.reactivecache.test.tck;

import io.reactivecache.kafka.KafkaDeadLetters;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.Disposable;

/** The publishers that ask a Kafka. */
@KafkaTest
final class KafkaTckTest {

    private static final List<Disposable> OPEN = new CopyOnWriteArrayList<>();

    private static KafkaServer kafka;
    private static String topic;
    private static KafkaInvalidationLog log;
    private static KafkaDeadLetters letters;

    static Stream<Suite> suites() {
        return Stream.of(
                new LogSubjects("kafka", () -> log, Optional.of(() -> disposed(log(topic)))),
                new JournalSubjects("kafka journal", KafkaTckTest::journal, () -> disposed(journal())),
                new LetterSubjects("kafka dead letters", () -> letters, () -> disposed(letters(topic))));
    }

    @BeforeAll
    static void connect(KafkaServer server) {
        kafka = server;
        topic = server.newTopic(1);
        log = log(topic);
        letters = letters(topic + "-letters");
        LetterSubjects.fill(letters).block();
    }

    private static KafkaInvalidationLog log(String topic) {
        return open(KafkaInvalidationLog.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(topic)
                .partitions(1)
                .build());
    }

    /** One that is in a group of its own. */
    private static KafkaWriteJournal journal() {
        return open(KafkaWriteJournal.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(topic + "-writes")
                .group(UUID.randomUUID().toString())
                .partitions(1)
                .build());
    }

    private static KafkaDeadLetters letters(String topic) {
        return open(KafkaDeadLetters.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(topic)
                .build());
    }

    private static <T extends Disposable> T open(T opened) {
        OPEN.add(opened);
        return opened;
    }

    private static <T extends Disposable> T disposed(T open) {
        open.dispose();
        return open;
    }

    @AfterAll
    static void disconnect() {
        OPEN.forEach(Disposable::dispose);
        OPEN.clear();
    }

    @TestFactory
    Stream<DynamicTest> publishers() {
        return suites().flatMap(suite -> Rules.over(suite.subjects()));
    }
}
