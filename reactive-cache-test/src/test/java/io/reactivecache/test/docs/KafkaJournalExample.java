package io.reactivecache.test.docs;

import io.reactivecache.kafka.KafkaDeadLetters;
import io.reactivecache.kafka.KafkaWriteJournal;
import java.time.Duration;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** The example of docs/kafka-journal.md; compiled here, run by nobody. */
final class KafkaJournalExample {

    private KafkaJournalExample() {}

    static Disposable open(String kafkaServers) {
        KafkaWriteJournal journal = KafkaWriteJournal.builder()
                .bootstrapServers(kafkaServers)
                .topic("products-writes")
                .partitions(32)
                .replicationFactor(3)
                .retention(Duration.ofDays(14))
                .build();
        KafkaDeadLetters letters = KafkaDeadLetters.builder()
                .bootstrapServers(kafkaServers)
                .topic("products-dead-letters")
                .replicationFactor(3)
                .build();
        return Disposables.composite(journal, letters);
    }
}
