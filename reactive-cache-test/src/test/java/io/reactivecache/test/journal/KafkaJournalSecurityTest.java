package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactivecache.kafka.KafkaDeadLetters;
import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import io.reactivecache.spi.Token;
import io.reactivecache.test.server.KeyStores;
import io.reactivecache.test.server.SecuredKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A journal, and dead letters, on a broker that speaks TLS and asks for a password. */
class KafkaJournalSecurityTest {

    private static final Duration LIMIT = MemberRecorder.LIMIT;
    private static final String WRONG = "close-sesame";
    private static final DeadLetter LETTER =
            new DeadLetter(new Token(1, 2), "products", new byte[] {1}, "java.io.IOException", 3, Instant.EPOCH);

    private static SecuredKafka kafka;

    private final KafkaJournals journals = new KafkaJournals(kafka.servers());

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, InterruptedException {
        kafka = SecuredKafka.start(directory);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @AfterEach
    void close() {
        journals.close();
    }

    private KafkaWriteJournal journal(Map<String, Object> properties) {
        return journals.node(settings -> settings.properties(properties).appendTimeout(Duration.ofSeconds(5)));
    }

    private KafkaDeadLetters letters(Map<String, Object> properties) {
        return KafkaDeadLetters.builder()
                .bootstrapServers(kafka.servers())
                .topic(journals.topic() + "-letters")
                .timeout(Duration.ofSeconds(5))
                .properties(properties)
                .build();
    }

    @Test
    void aNodeThatProvesWhoItIsUsesBoth() {
        KafkaWriteJournal journal = journal(kafka.proof(SecuredKafka.PASSWORD));
        KafkaDeadLetters letters = letters(kafka.proof(SecuredKafka.PASSWORD));
        journal.append("key", new byte[] {1}).block(LIMIT);
        letters.add(LETTER).block(LIMIT);

        assertThat(MemberRecorder.of(journal).await(1).entries()).hasSize(1);
        assertThat(letters.letters().blockFirst(LIMIT).token()).isEqualTo(LETTER.token());
        letters.dispose();
    }

    @Test
    void aWrongPasswordIsAnErrorThatDoesNotTellIt() {
        KafkaWriteJournal journal = journal(kafka.proof(WRONG));
        KafkaDeadLetters letters = letters(kafka.proof(WRONG));

        assertRefused(journal.append("key", new byte[] {1}));
        assertRefused(journal.drain());
        assertRefused(letters.add(LETTER));
        assertRefused(letters.letters());
        assertThat(journal.available().blockFirst(LIMIT)).isFalse();
        letters.dispose();
    }

    private static void assertRefused(Publisher<?> operation) {
        Throwable error = catchThrowable(() -> Flux.from(operation).blockLast(LIMIT));
        assertThat(error)
                .isInstanceOfSatisfying(
                        JournalException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.AWAY));
        assertThat(text(error)).contains("SaslAuthenticationException").doesNotContain(WRONG, KeyStores.PASSWORD);
    }

    private static String text(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
