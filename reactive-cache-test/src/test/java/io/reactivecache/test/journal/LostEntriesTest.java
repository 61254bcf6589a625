package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal whose topic has lost entries at its end, while the place of its group is known, as after an unclean election. */
@KafkaTest(dedicated = true, asProcess = true)
class LostEntriesTest {

    private final KafkaServer kafka;
    private final KafkaJournals journals;

    LostEntriesTest(KafkaServer kafka) {
        this.kafka = kafka;
        this.journals = new KafkaJournals(kafka.bootstrapServers());
    }

    private KafkaWriteJournal onePartition() {
        return journals.node(settings -> settings.partitions(1));
    }

    private static void append(KafkaWriteJournal journal, int... numbers) {
        for (int number : numbers) {
            journal.append("key", new byte[] {(byte) number}).block(MemberRecorder.LIMIT);
        }
    }

    @Test
    void deliversWhatWasAppendedInPlaceOfEntriesThatWereAcknowledged() {
        try (journals) {
            append(onePartition(), 0);
            restart(kafka::backUp);
            KafkaWriteJournal journal = onePartition();
            append(journal, 1, 2);
            List<Entry> entries = MemberRecorder.of(journal).await(3).entries();
            journal.acknowledge(List.of(entries.get(0), entries.get(2))).block(MemberRecorder.LIMIT);
            JournalTopic topic = new JournalTopic(kafka.bootstrapServers(), journals.topic());
            Eventually.within(MemberRecorder.LIMIT).holds("committed", () -> topic.committed() == 1);
            journals.close();
            restart(() -> kafka.restore(journals.topic()));
            KafkaWriteJournal next = onePartition();
            append(next, 3, 4);

            assertThat(MemberRecorder.of(next).await(2).entries())
                    .extracting(entry -> (int) entry.payload()[0])
                    .containsExactly(3, 4);
        }
    }

    private void restart(Runnable meanwhile) {
        kafka.stop();
        meanwhile.run();
        kafka.start();
    }
}
