package io.reactivecache.test.journal;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.kafka.KafkaWriteJournalBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The journals of one topic, one for each node, until they are closed. */
final class KafkaJournals implements AutoCloseable {

    private final String bootstrapServers;
    private final String topic = newName();
    private final List<KafkaWriteJournal> open = new ArrayList<>();

    KafkaJournals(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    static String newName() {
        return "journal-" + UUID.randomUUID();
    }

    String topic() {
        return topic;
    }

    KafkaWriteJournal node() {
        return node(settings -> settings);
    }

    /** A node of a journal of four partitions. */
    KafkaWriteJournal node(UnaryOperator<KafkaWriteJournalBuilder> settings) {
        KafkaWriteJournal journal = settings.apply(KafkaWriteJournal.builder()
                        .bootstrapServers(bootstrapServers)
                        .topic(topic)
                        .partitions(4)
                        .sessionTimeout(Duration.ofSeconds(6))
                        .checkInterval(Duration.ofMillis(200)))
                .build();
        open.add(journal);
        return journal;
    }

    @Override
    public void close() {
        open.forEach(KafkaWriteJournal::dispose);
    }
}
