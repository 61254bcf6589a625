package io.reactivecache.test.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A topic of which a journal is not the only master. */
@KafkaTest
class KafkaJournalTopicTest {

    private static final String SECRET = "s3cret";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream err = System.err;
    private final KafkaJournals journals;
    private final JournalTopic topic;

    KafkaJournalTopicTest(KafkaServer kafka) {
        this.journals = new KafkaJournals(kafka.bootstrapServers());
        this.topic = new JournalTopic(kafka.bootstrapServers(), journals.topic());
    }

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void close() {
        System.setErr(err);
        journals.close();
    }

    private KafkaWriteJournal onePartition() {
        return journals.node(settings -> settings.partitions(1));
    }

    private static void append(KafkaWriteJournal journal, String... texts) {
        Flux.fromArray(texts)
                .concatMap(text -> journal.append("key", text.getBytes(UTF_8)))
                .blockLast(MemberRecorder.LIMIT);
    }

    private static void acknowledge(KafkaWriteJournal journal, List<Entry> entries) {
        journal.acknowledge(entries).block(MemberRecorder.LIMIT);
    }

    private void awaitCommitted(long offset) {
        Eventually.within(MemberRecorder.LIMIT).holds("committed " + offset, () -> topic.committed() == offset);
    }

    @Test
    void recordsThatAreNoEntriesArePassedOverWithAWarningThatDoesNotShowThem() {
        KafkaWriteJournal journal = onePartition();
        append(journal, "first");
        topic.append(null, SECRET);
        topic.append(SECRET, null);
        append(journal, "last");
        MemberRecorder drain = MemberRecorder.of(journal).await(2);
        assertThat(drain.texts()).containsExactly("first", "last");
        acknowledge(journal, drain.entries());
        awaitCommitted(4);
        topic.append(null, SECRET);
        awaitCommitted(5);

        assertThat(log.toString(UTF_8))
                .contains("topic " + journals.topic() + ": ", "records without a key or a value")
                .doesNotContain(SECRET);
    }

    @Test
    void whatIsNotAcknowledgedIsNotCommittedWhateverComesBehindIt() {
        KafkaWriteJournal journal = onePartition();
        append(journal, "0", "1", "2");
        MemberRecorder drain = MemberRecorder.of(journal).await(3);
        acknowledge(journal, List.of(drain.entries().get(0), drain.entries().get(2)));
        awaitCommitted(1);
        acknowledge(journal, List.of(drain.entries().get(1)));

        awaitCommitted(3);
    }

    @Test
    void aDrainWhosePlaceIsGoneGoesOnAtTheFirstEntryThereIsAndSaysSo() {
        KafkaWriteJournal journal = onePartition();
        append(journal, "0", "1", "2", "3");
        MemberRecorder drain = MemberRecorder.of(journal).await(4);
        acknowledge(journal, drain.entries().subList(0, 1));
        awaitCommitted(1);
        journals.close();
        topic.removeBefore(3);

        assertThat(MemberRecorder.of(onePartition()).await(1).texts()).containsExactly("3");
        assertThat(log.toString(UTF_8))
                .contains(journals.topic() + "-0: entries were lost; drained up to 1 and goes on at 3");
    }

    @Test
    void noMoreOfAPartitionIsFetchedThanMayBeUnacknowledged() {
        KafkaWriteJournal journal = journals.node(
                settings -> settings.partitions(1).maxUnacknowledged(3).properties(Map.of("max.poll.records", "1")));
        append(journal, "0", "1", "2", "3", "4");
        MemberRecorder drain = MemberRecorder.of(journal).await(3);
        awaitCommitted(0);
        assertThat(drain.texts()).containsExactly("0", "1", "2");
        acknowledge(journal, drain.entries().subList(1, 2));

        assertThat(drain.await(4).texts()).containsExactly("0", "1", "2", "3");
    }

    @Test
    void aTopicThatCouldLoseEntriesIsUsedForNothing() {
        topic.create(4, Map.of("cleanup.policy", "compact", "retention.bytes", "1000000"));
        KafkaWriteJournal journal = journals.node();

        StepVerifier.create(journal.append("key", new byte[1]))
                .expectErrorSatisfies(KafkaJournalTopicTest::assertUnfit)
                .verify(MemberRecorder.LIMIT);
        StepVerifier.create(journal.drain())
                .expectErrorSatisfies(KafkaJournalTopicTest::assertUnfit)
                .verify(MemberRecorder.LIMIT);
        assertThat(journal.available().blockFirst(MemberRecorder.LIMIT)).isFalse();
    }

    private static void assertUnfit(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        JournalException.class,
                        unfit -> assertThat(unfit.reason()).isEqualTo(Reason.BROKEN))
                .hasMessageContaining("cleanup.policy: compact (expected: delete)")
                .hasMessageContaining("retention.bytes: 1000000 (expected: -1)");
    }

    @Test
    void oneWithFewerPartitionsThanTheKeysAreSpreadOverIsRefusedToo() {
        topic.create(2, Map.of("retention.ms", String.valueOf(TimeUnit.DAYS.toMillis(30))));

        StepVerifier.create(journals.node().append("key", new byte[1]))
                .expectErrorMatches(error -> error.getMessage().contains("partitions: 2 (expected: >= 4)"))
                .verify(MemberRecorder.LIMIT);
    }
}
