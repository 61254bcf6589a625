package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.kafka.KafkaInvalidationLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class KafkaLogSettingsTest {

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> KafkaInvalidationLog.builder()
                        .topic("no such/topic")
                        .partitions(0)
                        .replicationFactor(0)
                        .retention(Duration.ofSeconds(1))
                        .appendTimeout(Duration.ZERO)
                        .maxPendingAppends(0)
                        .properties(Map.of("acks", "0", "security.protocol", "SSL", "auto.offset.reset", "latest"))
                        .build())
                .asInstanceOf(InstanceOfAssertFactories.throwable(InvalidConfigException.class))
                .extracting(InvalidConfigException::problems)
                .isEqualTo(List.of(
                        "bootstrapServers: '' (expected: host:port, ...)",
                        "topic: 'no such/topic' (expected: 1 to 249 of A-Z a-z 0-9 . _ -)",
                        "partitions: 0 (expected: 1 to 10000)",
                        "replicationFactor: 0 (expected: -1, or 1 to 32767)",
                        "retention: PT1S (expected: >= PT1M)",
                        "appendTimeout: PT0S (expected: PT0.1S to PT1H)",
                        "maxPendingAppends: 0 (expected: >= 1)",
                        "properties: acks (expected: not set, the log relies on its own)",
                        "properties: auto.offset.reset (expected: not set, the log relies on its own)"));
    }

    @Test
    void aTopicNamedLikeADirectoryIsRefused() {
        assertThatThrownBy(() -> KafkaInvalidationLog.builder()
                        .bootstrapServers("localhost:9092")
                        .topic("..")
                        .build())
                .hasMessageStartingWith("topic: '..'");
    }

    @Test
    void theSmallestSettingsMakeALog() {
        KafkaInvalidationLog.builder()
                .bootstrapServers("localhost:9092")
                .partitions(1)
                .replicationFactor(1)
                .retention(Duration.ofMinutes(1))
                .appendTimeout(Duration.ofMillis(100))
                .maxPendingAppends(1)
                .build()
                .dispose();
    }
}
