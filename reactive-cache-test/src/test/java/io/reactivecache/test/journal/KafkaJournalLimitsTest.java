package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.test.StepVerifier;

/** What a journal on a topic does not take, and its end. */
@KafkaTest
class KafkaJournalLimitsTest {

    private static final Duration LIMIT = MemberRecorder.LIMIT;
    private static final String KEY = "s3cret";
    private static final byte[] PAYLOAD = {1};

    private final KafkaServer kafka;
    private final KafkaJournals journals;

    KafkaJournalLimitsTest(KafkaServer kafka) {
        this.kafka = kafka;
        this.journals = new KafkaJournals(kafka.bootstrapServers());
    }

    @AfterEach
    void close() {
        journals.close();
    }

    private static void assertRefused(Publisher<?> operation, Reason reason, String expected) {
        StepVerifier.create(operation)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                JournalException.class,
                                refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                        .hasMessageContaining("(expected: " + expected + ")")
                        .hasMessageNotContaining(KEY))
                .verify(LIMIT);
    }

    @Test
    void anEntryThatIsTooLargeIsRefusedAndTheOthersAreNot() {
        KafkaWriteJournal journal = journals.node();
        assertRefused(journal.append(KEY, new byte[2_000_000]), Reason.TOO_LARGE, "one that Kafka takes");
        journal.append(KEY, PAYLOAD).block(LIMIT);

        assertThat(MemberRecorder.of(journal).await(1).entries()).hasSize(1);
    }

    @Test
    void moreAppendsThanMayBeUnderWayAreRefusedAtOnceAndTheOthersGoOn() {
        KafkaWriteJournal journal = journals.node(settings -> settings.maxPendingAppends(3));
        journal.append(KEY, PAYLOAD).block(LIMIT);
        kafka.pause();
        List<CompletableFuture<Long>> waiting = Stream.generate(
                        () -> journal.append(KEY, PAYLOAD).toFuture())
                .limit(3)
                .toList();
        assertRefused(journal.append(KEY, PAYLOAD), Reason.FULL, "<= 3");
        kafka.resume();

        assertThat(waiting).allSatisfy(answer -> assertThat(answer).succeedsWithin(LIMIT));
        journal.append(KEY, PAYLOAD).block(LIMIT);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsAwayAndUsedAgainWhenItDoes() {
        KafkaWriteJournal journal = journals.node(settings -> settings.appendTimeout(Duration.ofSeconds(1)));
        Eventually.within(LIMIT)
                .holds(
                        "used",
                        () -> journal.append(KEY, PAYLOAD)
                                .thenReturn(true)
                                .onErrorReturn(false)
                                .block(LIMIT));
        MemberRecorder drain = MemberRecorder.of(journal).await(1);
        StepVerifier.create(journal.available())
                .expectNext(true)
                .then(kafka::pause)
                .then(() -> assertRefused(journal.append(KEY, PAYLOAD), Reason.AWAY, "an answer of Kafka in time"))
                .expectNext(false)
                .then(kafka::resume)
                .expectNext(true)
                .thenCancel()
                .verify(LIMIT);
        int before = drain.entries().size();
        journal.append(KEY, PAYLOAD).block(LIMIT);

        assertThat(drain.await(before + 1).errors()).isEmpty();
    }

    @Test
    void aDisposedJournalRefusesEverythingEndsItsDrainAndLeavesNoThread() {
        KafkaWriteJournal journal =
                journals.node(settings -> settings.properties(Map.of("client.id", journals.topic())));
        journal.append(KEY, PAYLOAD).block(LIMIT);
        MemberRecorder drain = MemberRecorder.of(journal).await(1);
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        journal.dispose();

        Eventually.within(LIMIT).passes(() -> assertThat(threads()).isEmpty());
        assertThat(drain.errors())
                .singleElement()
                .isInstanceOfSatisfying(
                        JournalException.class, end -> assertThat(end.reason()).isEqualTo(Reason.CLOSED));
        assertThat(journal.isDisposed()).isTrue();
        assertRefused(journal.append(KEY, PAYLOAD), Reason.CLOSED, "open");
        assertRefused(journal.drain(), Reason.CLOSED, "open");
    }

    @Test
    void soDoesOneOfWhichTheBrokerIsAway() {
        KafkaWriteJournal journal =
                journals.node(settings -> settings.properties(Map.of("client.id", journals.topic())));
        journal.append(KEY, PAYLOAD).block(LIMIT);
        MemberRecorder.of(journal).await(1);
        kafka.pause();
        CompletableFuture<Long> waiting = journal.append(KEY, PAYLOAD).toFuture();
        journal.dispose();

        assertThat(waiting).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(JournalException.class);
        Eventually.within(LIMIT).passes(() -> assertThat(threads()).isEmpty());
        kafka.resume();
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(journals.topic()))
                .toList();
    }
}
