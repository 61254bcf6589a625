package io.reactivecache.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Options;
import io.reactivecache.InvalidConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class NatsLogSettingsTest {

    @Test
    void allProblemsAreReportedAtOnceAndNoAddress() {
        assertThatThrownBy(() -> NatsJetStreamLog.builder()
                        .servers("nats://user:secret@ho st:x")
                        .name("no.such name")
                        .partitions(0)
                        .maxLength(0)
                        .maxAge(Duration.ofSeconds(1))
                        .replicas(6)
                        .appendTimeout(Duration.ZERO)
                        .maxPendingAppends(0)
                        .build())
                .asInstanceOf(InstanceOfAssertFactories.throwable(InvalidConfigException.class))
                .extracting(InvalidConfigException::problems)
                .isEqualTo(List.of(
                        "servers: 1 (expected: nats://host:port, ...)",
                        "name: 'no.such name' (expected: 1 to 64 of A-Z a-z 0-9 _ -)",
                        "partitions: 0 (expected: 1 to 1024)",
                        "maxLength: 0 (expected: >= 1)",
                        "maxAge: PT1S (expected: >= PT1M)",
                        "replicas: 6 (expected: 1 to 5)",
                        "appendTimeout: PT0S (expected: PT0.1S to PT1H)",
                        "maxPendingAppends: 0 (expected: >= 1)"));
    }

    @Test
    void serversOrOptionsAreGivenNotBoth() {
        assertThatThrownBy(() -> NatsJetStreamLog.builder().build())
                .hasMessage("servers, options: neither (expected: one of them)");
        assertThatThrownBy(() -> NatsJetStreamLog.builder()
                        .servers("nats://localhost:4222")
                        .options(() -> new Options.Builder().build())
                        .build())
                .hasMessage("servers, options: both (expected: one of them)");
    }

    @Test
    void theSmallestSettingsMakeALog() {
        NatsJetStreamLog.builder()
                .servers("nats://localhost:4222")
                .name("l")
                .partitions(1)
                .maxLength(1)
                .maxAge(Duration.ofMinutes(1))
                .replicas(1)
                .appendTimeout(Duration.ofMillis(100))
                .maxPendingAppends(1)
                .build()
                .dispose();
    }

    @Test
    void theSubjectOfAStreamSaysWhatItIs() {
        StreamSubject subject = new StreamSubject("a_log-1", 3, 16, -1);

        assertThat(subject.text()).isEqualTo("a_log-1.3.16.ffffffffffffffff");
        assertThat(subject.stream()).isEqualTo("a_log-1-3");
        assertThat(StreamSubject.of(List.of(subject.text()))).hasValue(subject);
        assertThat(StreamSubject.drawn("l", 0, 1)).isNotEqualTo(StreamSubject.drawn("l", 0, 1));
    }

    @Test
    void otherSubjectsAreNoLogs() {
        for (List<String> subjects : List.of(
                List.<String>of(),
                List.of("l.0.1.a", "l.0.1.b"),
                List.of("l.0.1"),
                List.of("l.>"),
                List.of("l.0.1.A"),
                List.of("l.0.10000.a"),
                List.of("l.0.1.aaaaaaaaaaaaaaaaa"))) {
            assertThat(StreamSubject.of(subjects)).isEqualTo(Optional.empty());
        }
    }

    @Test
    void everyThingThatIdentifiesALifeChangesItsEpoch() {
        PartitionStream stream = new PartitionStream(new StreamSubject("l", 0, 1, 7), 5, 1, 0);
        PartitionStream renewed = new PartitionStream(new StreamSubject("l", 0, 1, 8), 5, 1, 0);
        PartitionStream recreated = new PartitionStream(new StreamSubject("l", 0, 1, 7), 6, 1, 0);
        PartitionStream grown = new PartitionStream(new StreamSubject("l", 0, 1, 7), 5, 3, 9);

        assertThat(List.of(epoch(stream), epoch(renewed), epoch(recreated), epoch(stream, stream)))
                .doesNotHaveDuplicates();
        assertThat(epoch(grown)).isEqualTo(epoch(stream));
    }

    private static long epoch(PartitionStream... streams) {
        return StreamLife.epoch(List.of(streams));
    }
}
