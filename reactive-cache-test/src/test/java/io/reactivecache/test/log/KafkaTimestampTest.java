package io.reactivecache.test.log;

import static io.reactivecache.test.log.KafkaNodes.append;
import static io.reactivecache.test.log.KafkaNodes.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The times that Kafka keeps with records, whosever clock they are of, mean nothing here. */
@KafkaTest
class KafkaTimestampTest {

    private static final List<Duration> CLOCKS = List.of(
            Duration.ofHours(1),
            Duration.ofHours(-1),
            Duration.ZERO,
            Duration.ofMinutes(59),
            Duration.ofMinutes(-59),
            Duration.ofMinutes(-61),
            Duration.ofMinutes(1));

    private final KafkaNodes nodes;
    private final KafkaTopicAdmin admin;

    KafkaTimestampTest(KafkaServer kafka) {
        this.nodes = new KafkaNodes(kafka::bootstrapServers);
        this.admin = new KafkaTopicAdmin(kafka.bootstrapServers(), nodes.topic);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateTime", "LogAppendTime"})
    void recordsAreReadInTheOrderOfTheLogWhateverTheirTimes(String timestampType) {
        admin.create(1, timestampType);
        KafkaInvalidationLog log = nodes.node();
        LogPositions start = end(log);
        TailRecorder running = TailRecorder.of(log, Optional.of(start));
        CLOCKS.forEach(clock -> admin.append(0, Instant.now().plus(clock)));
        append(log, 0, "own");
        TailRecorder late = TailRecorder.of(nodes.node(), Optional.of(start));
        TailRecorder half = TailRecorder.of(nodes.node(), Optional.of(LogPositions.of(start.epoch(), 3)));

        assertThat(offsets(running, 8)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(offsets(late, 8)).isEqualTo(offsets(running, 8));
        assertThat(offsets(half, 4)).containsExactly(4L, 5L, 6L, 7L);
        assertThat(end(log).offset(0)).isEqualTo(7);
    }

    private static List<Long> offsets(TailRecorder tail, int count) {
        return tail.await(count).records().stream()
                .map(Appended::position)
                .map(position -> position.offset())
                .toList();
    }
}
