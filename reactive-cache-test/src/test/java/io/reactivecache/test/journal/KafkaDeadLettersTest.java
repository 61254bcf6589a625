package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaDeadLetters;
import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.Token;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@KafkaTest
class KafkaDeadLettersTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KafkaServer kafka;
    private final KafkaDeadLetters letters;

    KafkaDeadLettersTest(KafkaServer kafka) {
        this.kafka = kafka;
        this.letters = letters(KafkaJournals.newName());
    }

    private KafkaDeadLetters letters(String topic) {
        return KafkaDeadLetters.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(topic)
                .build();
    }

    @AfterEach
    void dispose() {
        letters.dispose();
    }

    private static DeadLetter letter(int number, int attempts) {
        byte[] payload = {(byte) number, 0, -1};
        Instant at = Instant.parse("2026-01-02T03:04:05.000000006Z");
        return new DeadLetter(new Token(-7, number), "products", payload, "java.io.IOException", attempts, at);
    }

    private void add(int number, int attempts) {
        letters.add(letter(number, attempts)).block(LIMIT);
    }

    private List<DeadLetter> all() {
        return letters.letters().collectList().block(LIMIT);
    }

    @Test
    void thereAreNoneAtFirst() {
        assertThat(all()).isEmpty();
    }

    @Test
    void lettersComeOldestFirstAsTheyWere() {
        add(1, 3);
        add(2, 4);

        assertThat(all()).usingRecursiveFieldByFieldElementComparator().containsExactly(letter(1, 3), letter(2, 4));
    }

    @Test
    void aLetterOfTheSameTokenReplacesTheOneThereIs() {
        add(1, 3);
        add(2, 1);
        add(1, 6);

        assertThat(all()).usingRecursiveFieldByFieldElementComparator().containsExactly(letter(2, 1), letter(1, 6));
    }

    @Test
    void aRemovedLetterIsGoneAndRemovingItAgainIsNoError() {
        add(1, 1);
        add(2, 1);
        letters.remove(new Token(-7, 1)).block(LIMIT);
        letters.remove(new Token(-7, 1)).block(LIMIT);

        assertThat(all()).extracting(DeadLetter::token).containsExactly(new Token(-7, 2));
    }

    @Test
    void asManyComeAsAreAskedFor() {
        Flux.range(0, 20).concatMap(i -> letters.add(letter(i, 1))).blockLast(LIMIT);
        StepVerifier.create(letters.letters(), 3)
                .expectNextCount(3)
                .thenRequest(2)
                .expectNextCount(2)
                .thenCancel()
                .verify(LIMIT);

        assertThat(all()).hasSize(20);
    }

    @Test
    void aTopicThatIsNotCompactedIsRefused() {
        KafkaDeadLetters unfit = letters(kafka.newTopic(1));
        StepVerifier.create(unfit.add(letter(1, 1)))
                .expectErrorMatches(saysPolicy())
                .verify(LIMIT);
        unfit.dispose();
    }

    private static Predicate<Throwable> saysPolicy() {
        return error -> error instanceof JournalException
                && error.getMessage().contains("cleanup.policy: delete (expected: compact)");
    }

    @Test
    void afterTheEndEverythingIsRefused() {
        letters.dispose();

        StepVerifier.create(letters.add(letter(1, 1))).verifyError(JournalException.class);
        StepVerifier.create(letters.remove(new Token(1, 1))).verifyError(JournalException.class);
        StepVerifier.create(letters.letters()).verifyError(JournalException.class);
    }
}
