package io.reactivecache.test.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What one node sees of a journal on a topic, besides what the contract says. */
@KafkaTest
class KafkaJournalNodeTest {

    private static final String KEY = "key";

    private final KafkaJournals journals;

    KafkaJournalNodeTest(KafkaServer kafka) {
        this.journals = new KafkaJournals(kafka.bootstrapServers());
    }

    @AfterEach
    void close() {
        journals.close();
    }

    private static void append(WriteJournal journal, String key, int from, int to) {
        Flux.range(from, to - from)
                .concatMap(i -> journal.append(key, String.valueOf(i).getBytes(UTF_8)))
                .blockLast(MemberRecorder.LIMIT);
    }

    private static void acknowledge(WriteJournal journal, List<Entry> entries) {
        journal.acknowledge(entries).block(MemberRecorder.LIMIT);
    }

    @Test
    void whatIsAcknowledgedAfterASubscriberLeftIsNotDeliveredToTheNext() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 3);
        List<Entry> taken =
                journal.drain().ofType(Entry.class).take(3).collectList().block(MemberRecorder.LIMIT);
        acknowledge(journal, taken);
        append(journal, KEY, 3, 4);

        assertThat(MemberRecorder.of(journal).await(1).texts()).containsExactly("3");
    }

    @Test
    void anotherLifeOfTheNodeIsGivenWhatWasNotAcknowledgedAndNothingElse() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 4);
        MemberRecorder first = MemberRecorder.of(journal).await(4);
        acknowledge(journal, List.of(first.entries().get(2), first.entries().get(0)));
        journals.close();

        assertThat(MemberRecorder.of(journals.node()).await(2).texts()).containsExactly("1", "3");
    }

    @Test
    void whatAnEarlierDeliveryGaveOutIsKnownToBeAppliedThoughItIsDeliveredAgain() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 2);
        MemberRecorder first = MemberRecorder.of(journal).await(2);
        first.cancel();
        MemberRecorder second = MemberRecorder.of(journal).await(2);
        acknowledge(journal, first.entries().subList(0, 1));
        second.cancel();

        assertThat(MemberRecorder.of(journal).await(1).texts()).containsExactly("1");
    }

    @Test
    void aSecondSubscriberIsRefusedWhileThereIsOne() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 1);
        MemberRecorder first = MemberRecorder.of(journal).await(1);
        StepVerifier.create(journal.drain()).verifyError(IllegalStateException.class);
        first.cancel();

        Eventually.within(MemberRecorder.LIMIT)
                .passes(() -> assertThat(first.errors()).isEmpty());
    }
}
