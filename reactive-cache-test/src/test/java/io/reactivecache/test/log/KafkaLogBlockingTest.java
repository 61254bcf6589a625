package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.Position;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.kafka.KafkaInvalidationLogBuilder;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Run with BlockHound, which makes a blocking call on a thread of the parallel scheduler an error. */
@KafkaTest
class KafkaLogBlockingTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] PAYLOAD = {1};

    private final KafkaServer kafka;

    KafkaLogBlockingTest(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @Test
    void blockingWouldBeNoticed() {
        Mono<Object> blocking = onParallel(Mono.fromCallable(() -> {
            Thread.sleep(1);
            return "not noticed";
        }));

        assertThatThrownBy(() -> blocking.block(LIMIT)).hasStackTraceContaining("Blocking call");
    }

    @Test
    void nothingBlocksTheSubscribingThread() {
        KafkaInvalidationLog log = log(kafka.bootstrapServers());

        assertThat(onParallel(log.tail(Optional.empty()).next()).block(LIMIT)).isInstanceOf(Reset.class);
        assertThat(onParallel(log.append(0, PAYLOAD)).block(LIMIT)).isInstanceOf(Position.class);
        assertThat(onParallel(log.append(0, PAYLOAD)).block(LIMIT).offset()).isEqualTo(1);
        assertThat(onParallel(log.end()).block(LIMIT).offset(0)).isEqualTo(1);
        onParallel(Mono.fromRunnable(log::dispose)).block(LIMIT);
    }

    @Test
    void nothingBlocksTheSubscribingThreadWhileTheBrokerIsAway() {
        KafkaInvalidationLog log = log("localhost:1");
        KafkaInvalidationLog nowhere = log("no-such-host.invalid:9092");

        assertFailsUnblocked(log.append(0, PAYLOAD));
        assertFailsUnblocked(nowhere.append(0, PAYLOAD));
        assertFailsUnblocked(nowhere.tail(Optional.empty()).next());
        assertFailsUnblocked(nowhere.end());
        log.dispose();
        nowhere.dispose();
    }

    private static void assertFailsUnblocked(Mono<?> operation) {
        assertThatThrownBy(() -> onParallel(operation).block(LIMIT))
                .satisfies(
                        error -> assertThat(Exceptions.unwrap(error).toString()).doesNotContain("Blocking call"));
    }

    private static <T> Mono<T> onParallel(Mono<T> operation) {
        return operation.subscribeOn(Schedulers.parallel());
    }

    private static KafkaInvalidationLog log(String servers) {
        return settings(servers).build();
    }

    private static KafkaInvalidationLogBuilder settings(String servers) {
        return KafkaInvalidationLog.builder()
                .bootstrapServers(servers)
                .topic(KafkaTopicAdmin.newName())
                .appendTimeout(Duration.ofSeconds(3));
    }
}
