package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Brokers that keep next to no text with an offset, and so not what was acknowledged behind an open entry. */
@KafkaTest(dedicated = true, properties = "offset.metadata.max.bytes=1")
class ShortOffsetTextTest {

    @Test
    void takeTheOffsetAloneAndTheNextOwnerIsGivenAgainWhatWasAcknowledgedBehindIt(KafkaServer kafka) {
        try (KafkaJournals journals = new KafkaJournals(kafka.bootstrapServers())) {
            KafkaWriteJournal journal = journals.node(settings -> settings.partitions(1));
            Flux.range(0, 4)
                    .concatMap(number -> journal.append("key", new byte[] {number.byteValue()}))
                    .blockLast(MemberRecorder.LIMIT);
            List<Entry> entries = MemberRecorder.of(journal).await(4).entries();
            journal.acknowledge(List.of(entries.get(0), entries.get(2))).block(MemberRecorder.LIMIT);
            JournalTopic topic = new JournalTopic(kafka.bootstrapServers(), journals.topic());
            Eventually.within(MemberRecorder.LIMIT).holds("committed", () -> topic.committed() == 1);
            journal.dispose();
            MemberRecorder next = MemberRecorder.of(journals.node(settings -> settings.partitions(1)))
                    .await(3);

            assertThat(next.entries()).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
        }
    }
}
