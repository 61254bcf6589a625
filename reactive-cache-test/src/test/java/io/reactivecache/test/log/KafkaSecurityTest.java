package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactivecache.Position;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.KeyStores;
import io.reactivecache.test.server.SecuredKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.security.authenticator.SaslClientCallbackHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Schedulers;

/** A broker that speaks TLS and asks for a password. Run with BlockHound. */
class KafkaSecurityTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] PAYLOAD = {1};

    private static SecuredKafka kafka;

    private final String topic = KafkaTopicAdmin.newName();
    private final List<KafkaInvalidationLog> logs = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, InterruptedException {
        kafka = SecuredKafka.start(directory);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @AfterEach
    void disposeLogs() {
        logs.forEach(KafkaInvalidationLog::dispose);
    }

    private KafkaInvalidationLog log(Map<String, Object> properties) {
        KafkaInvalidationLog log = KafkaInvalidationLog.builder()
                .bootstrapServers(kafka.servers())
                .topic(topic)
                .partitions(1)
                .appendTimeout(Duration.ofSeconds(5))
                .properties(properties)
                .build();
        logs.add(log);
        return log;
    }

    @Test
    void aNodeThatProvesWhoItIsToABrokerItTrustsUsesTheLog() {
        KafkaInvalidationLog log = log(kafka.proof(SecuredKafka.PASSWORD));
        LogPositions start = log.end().block(LIMIT);
        Position position = log.append(0, PAYLOAD).block(LIMIT);
        TailRecorder tail = TailRecorder.of(log, Optional.of(start)).await(1);

        assertThat(tail.records().get(0).position()).isEqualTo(position);
        assertThat(log.end().block(LIMIT).position(0)).isEqualTo(position);
    }

    @Test
    void aWrongPasswordIsAnErrorThatDoesNotTellIt() {
        assertRefused(log(kafka.proof("close-sesame")), SaslAuthenticationException.class, "close-sesame");
    }

    @Test
    void aBrokerThatIsNotTrustedGetsNoPassword() {
        Map<String, Object> proof = kafka.proof(SecuredKafka.PASSWORD);
        proof.keySet().removeIf(name -> name.startsWith("ssl.truststore"));

        assertRefused(log(proof), SslAuthenticationException.class, SecuredKafka.PASSWORD);
    }

    private static void assertRefused(KafkaInvalidationLog log, Class<?> refusal, String secret) {
        for (Mono<?> operation : List.of(log.end(), log.tail(Optional.empty()).next(), log.append(0, PAYLOAD))) {
            Throwable error = catchThrowable(() -> operation.block(LIMIT));
            assertThat(text(error)).contains(refusal.getName()).doesNotContain(secret, KeyStores.PASSWORD);
        }
    }

    private static String text(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void clientsAreMadeOnThreadsThatMayBlock() {
        Map<String, Object> witnessed = kafka.proof(SecuredKafka.PASSWORD);
        witnessed.put("sasl.client.callback.handler.class", Witness.class.getName());
        KafkaInvalidationLog log = log(witnessed);
        onParallel(log.append(0, PAYLOAD)).block(LIMIT);
        LogPositions start = log.end()
                .map(end -> LogPositions.of(end.epoch(), new long[] {-1}))
                .block(LIMIT);
        onParallel(log.tail(Optional.of(start)).next()).block(LIMIT);

        assertThat(Witness.MAKERS).hasSizeGreaterThanOrEqualTo(3).noneMatch(NonBlocking.class::isInstance);
    }

    private static <T> Mono<T> onParallel(Mono<T> operation) {
        return operation.subscribeOn(Schedulers.parallel());
    }

    /** Made by every Kafka client in its constructor, which resolves names: BlockHound does not see that. */
    public static final class Witness extends SaslClientCallbackHandler {

        private static final List<Thread> MAKERS = new CopyOnWriteArrayList<>();

        @Override
        public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {
            MAKERS.add(Thread.currentThread());
            super.configure(settings, mechanism, entries);
        }
    }
}
