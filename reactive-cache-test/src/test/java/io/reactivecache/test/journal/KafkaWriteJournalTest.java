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

/** What one node sees of a journal on a topic. */
@KafkaTest
class KafkaWriteJournalTest {

    private static final String KEY = "key";

    private final KafkaJournals journals;

    KafkaWriteJournalTest(KafkaServer kafka) {
        this.journals = new KafkaJournals(kafka.bootstrapServers());
    }

    @AfterEach
    void close() {
        journals.close();
    }

    private static void append(WriteJournal journal, String key, int from, int to) {
        Flux.range(from, to - from)
                .concatMap(i -> journal.append(key, String.valueOf(i).getBytes(UTF_8)))
                .blockLast(DrainRecorder.LIMIT);
    }

    private static void acknowledge(WriteJournal journal, List<Entry> entries) {
        journal.acknowledge(entries).block(DrainRecorder.LIMIT);
    }

    @Test
    void whatIsAppendedIsDeliveredInOrder() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 10);
        DrainRecorder drain = DrainRecorder.of(journal).await(10);

        assertThat(drain.texts()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(drain.entries())
                .extracting(Entry::partition)
                .containsOnly(drain.entries().get(0).partition());
        assertThat(drain.entries()).extracting(Entry::sequence).isSorted();
    }

    @Test
    void noMoreIsDeliveredThanIsAskedFor() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 5);
        StepVerifier.create(journal.drain(), 0)
                .expectSubscription()
                .thenRequest(2)
                .expectNextCount(2)
                .then(() -> append(journal, KEY, 5, 6))
                .thenRequest(1)
                .expectNextCount(1)
                .thenCancel()
                .verify(DrainRecorder.LIMIT);
    }

    @Test
    void theNextSubscriberGetsWhatTheLastOneDidNotAcknowledge() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 4);
        DrainRecorder first = DrainRecorder.of(journal).await(4);
        acknowledge(journal, first.entries().subList(0, 2));
        first.cancel();

        assertThat(DrainRecorder.of(journal).await(2).texts()).containsExactly("2", "3");
    }

    @Test
    void whatIsAcknowledgedAfterASubscriberLeftIsNotDeliveredToTheNext() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 3);
        List<Entry> taken =
                journal.drain().cast(Entry.class).take(3).collectList().block(DrainRecorder.LIMIT);
        acknowledge(journal, taken);
        append(journal, KEY, 3, 4);

        assertThat(DrainRecorder.of(journal).await(1).texts()).containsExactly("3");
    }

    @Test
    void anotherLifeOfTheNodeBeginsAtTheFirstThatWasNotAcknowledged() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 4);
        DrainRecorder first = DrainRecorder.of(journal).await(4);
        acknowledge(journal, List.of(first.entries().get(2), first.entries().get(0)));
        journals.close();

        assertThat(DrainRecorder.of(journals.node()).await(3).texts()).containsExactly("1", "2", "3");
    }

    @Test
    void whatAnEarlierDeliveryGaveOutCannotBeAcknowledgedOnceItIsDeliveredAgain() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 2);
        DrainRecorder first = DrainRecorder.of(journal).await(2);
        first.cancel();
        DrainRecorder second = DrainRecorder.of(journal).await(2);
        acknowledge(journal, first.entries());
        second.cancel();

        assertThat(DrainRecorder.of(journal).await(2).texts()).containsExactly("0", "1");
    }

    @Test
    void aSecondSubscriberIsRefusedWhileThereIsOne() {
        WriteJournal journal = journals.node();
        append(journal, KEY, 0, 1);
        DrainRecorder first = DrainRecorder.of(journal).await(1);
        StepVerifier.create(journal.drain()).verifyError(IllegalStateException.class);
        first.cancel();

        Eventually.within(DrainRecorder.LIMIT)
                .passes(() -> assertThat(first.errors()).isEmpty());
    }
}
