package io.reactivecache.test.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaDeadLetters;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.DeadLettersContract;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@KafkaTest
final class KafkaDeadLettersTest extends DeadLettersContract {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KafkaServer kafka;
    private final String topic = "letters-" + UUID.randomUUID();
    private KafkaDeadLetters onTopic;

    KafkaDeadLettersTest(KafkaServer kafka) {
        this.kafka = kafka;
        this.onTopic = on(topic);
    }

    private KafkaDeadLetters on(String name) {
        return KafkaDeadLetters.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(name)
                .properties(Map.of("client.id", name))
                .build();
    }

    @Override
    protected DeadLetters create() {
        return onTopic;
    }

    @AfterEach
    void dispose() {
        onTopic.dispose();
    }

    private static void assertRefused(Publisher<?> operation, Reason reason) {
        StepVerifier.create(operation)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                JournalException.class,
                                refusal -> assertThat(refusal.reason()).isEqualTo(reason)))
                .verify(LIMIT);
    }

    @Test
    void whatIsAddedAgainIsTheNewest() {
        done(letters.add(letter(1)));
        done(letters.add(letter(2)));
        done(letters.add(letter(1)));

        expect(letter(2), letter(1));
    }

    @Test
    void anotherNodeReadsThemToo() {
        done(letters.add(letter(1)));
        done(letters.add(letter(2)));
        done(letters.remove(letter(1).token()));
        dispose();
        onTopic = on(topic);
        letters = onTopic;

        expect(letter(2));
    }

    @Test
    void asManyComeAsAreAskedForAndTheOthersStay() {
        Flux.range(0, 20).concatMap(number -> letters.add(letter(number))).blockLast(LIMIT);
        StepVerifier.create(letters.letters(), 3)
                .expectNextCount(3)
                .thenRequest(2)
                .expectNextCount(2)
                .thenCancel()
                .verify(LIMIT);

        assertThat(all()).hasSize(20);
    }

    @Test
    void aTopicThatIsNotCompactedIsUsedForNothing() {
        KafkaDeadLetters unfit = on(kafka.newTopic(1));

        assertRefused(unfit.add(letter(1)), Reason.BROKEN);
        assertRefused(unfit.remove(letter(1).token()), Reason.BROKEN);
        assertRefused(unfit.letters(), Reason.BROKEN);
        unfit.dispose();
    }

    @Test
    void afterTheEndEverythingIsRefusedAndNoThreadIsLeft() {
        done(letters.add(letter(1)));
        assertThat(all()).hasSize(1);
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        onTopic.dispose();

        assertRefused(letters.add(letter(1)), Reason.CLOSED);
        assertRefused(letters.remove(letter(1).token()), Reason.CLOSED);
        assertRefused(letters.letters(), Reason.CLOSED);
        Eventually.within(LIMIT).passes(() -> assertThat(threads()).isEmpty());
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(topic))
                .toList();
    }
}
