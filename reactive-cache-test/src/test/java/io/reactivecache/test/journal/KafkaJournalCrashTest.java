package io.reactivecache.test.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Nodes that are killed or stopped while they apply, and a broker that is. */
@KafkaTest
class KafkaJournalCrashTest {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration SESSION = Duration.ofSeconds(2);
    private static final int KEYS = 20;
    private static final int WRITES = 100;

    private final KafkaServer kafka;
    private final KafkaJournals journals;
    private final Applied applied;

    KafkaJournalCrashTest(KafkaServer kafka, @TempDir Path directory) {
        this.kafka = kafka;
        this.journals = new KafkaJournals(kafka.bootstrapServers());
        this.applied = new Applied(directory.resolve("applied"));
    }

    @AfterEach
    void close() throws IOException {
        journals.close();
        applied.close();
    }

    /** Appends the next writes of each key, each until it is acknowledged. */
    private Mono<Void> write(KafkaWriteJournal journal, int from, int to, Duration every) {
        return Flux.range(from, to - from)
                .delayElements(every)
                .concatMap(number -> Flux.range(0, KEYS)
                        .flatMap(key -> journal.append("key" + key, ("key" + key + ' ' + number).getBytes(UTF_8))
                                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(50)))))
                .then();
    }

    private ForkedDrain fork() {
        return new ForkedDrain(kafka.bootstrapServers(), journals.topic(), applied.file(), SESSION);
    }

    private void awaitComplete(int writes) {
        Eventually.within(LIMIT).holds("all applied", () -> applied.isComplete(KEYS, writes));
    }

    /** So many kills as the property {@code journal.kills} says; with the profile {@code faults}, 500. */
    @Test
    void everyAcknowledgedWriteIsAppliedInTheOrderOfItsKeyHoweverOftenTheNodeIsKilled() {
        kill(Integer.getInteger("journal.kills", 5));
    }

    @Test
    @Tag("faults")
    void everyAcknowledgedWriteIsAppliedInTheOrderOfItsKeyOverHundredsOfKills() {
        kill(Integer.getInteger("journal.kills", 500));
    }

    private void kill(int rounds) {
        Random random = new Random();
        KafkaWriteJournal writer = journals.node();
        for (int round = 1; round <= rounds; round++) {
            Mono<Void> writing = write(writer, (round - 1) * WRITES, round * WRITES, Duration.ofMillis(5))
                    .cache();
            writing.subscribe();
            int before = applied.size();
            try (ForkedDrain node = fork()) {
                int wanted = 1 + random.nextInt(KEYS * WRITES);
                Eventually.within(LIMIT).holds("some applied", () -> applied.size() >= before + wanted);
                node.kill();
            }
            writing.block(LIMIT);
        }
        try (ForkedDrain last = fork()) {
            awaitComplete(rounds * WRITES);
        }
        applied.assertInOrder();
    }

    @Test
    void anotherNodeTakesOverFromOneThatIsSilentForLongerThanItsSessionAndEachGoesOnWithItsOwn()
            throws IOException, InterruptedException {
        KafkaWriteJournal writer = journals.node();
        try (ForkedDrain first = fork()) {
            write(writer, 0, 10, Duration.ofMillis(1)).block(LIMIT);
            awaitComplete(10);
            first.stop();
            write(writer, 10, 20, Duration.ofMillis(1)).block(LIMIT);
            try (ForkedDrain second = fork()) {
                awaitComplete(20);
                first.goOn();
                write(writer, 20, 60, Duration.ofMillis(100)).block(LIMIT);
                awaitComplete(60);
            }
        }
        applied.assertInOrder();
    }

    @Test
    void aBrokerThatIsKilledAndPausedDelaysWritesAndLosesNone() {
        KafkaWriteJournal writer = journals.node();
        new DrainingNode(journals.node(), applied);
        Mono<Void> writing = write(writer, 0, WRITES, Duration.ofMillis(50)).cache();
        writing.subscribe();
        Eventually.within(LIMIT).holds("some applied", () -> applied.size() > 100);
        kafka.kill();
        kafka.start();
        Eventually.within(LIMIT).holds("more applied", () -> applied.size() > 500);
        kafka.pause();
        assertThat(Mono.delay(Duration.ofSeconds(2)).block()).isZero();
        kafka.resume();
        writing.block(LIMIT);
        awaitComplete(WRITES);

        applied.assertInOrder();
    }
}
