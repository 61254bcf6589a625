package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.kafka.KafkaInvalidationLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                        .checkInterval(Duration.ofDays(1))
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
                        "checkInterval: PT24H (expected: PT0.1S to PT1H)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "enable.idempotence",
                "group.id",
                "auto.offset.reset",
                "isolation.level",
                "key.serializer",
                "value.deserializer",
                "transactional.id",
                "interceptor.classes",
                "metric.reporters",
                "partitioner.class",
                "bootstrap.servers",
                "request.timeout.ms",
                "config.providers",
                "no.such.setting",
                "sslx"
            })
    void aPropertyThatCouldBreakAPromiseOrLoadCodeIsRefusedByName(String name) {
        assertThatThrownBy(() -> built(Map.of(name, "secret")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("properties: " + name + " (expected: security.*, ssl.*, sasl.*, batch.size, ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aValueThatKafkaRefusesIsNotRepeated() {
        assertThatThrownBy(() -> built(Map.of("ssl.keystore.password", 4711, "security.protocol", "hidden")))
                .asInstanceOf(InstanceOfAssertFactories.throwable(InvalidConfigException.class))
                .extracting(InvalidConfigException::problems)
                .isEqualTo(List.of(
                        "properties: security.protocol (expected: a value that Kafka accepts)",
                        "properties: ssl.keystore.password (expected: a value that Kafka accepts)"));
    }

    @Test
    void propertiesOfSecurityAndTuningArePassedOn() {
        built(Map.of("ssl.keystore.password", "p", "sasl.of.a.login.module", "s", "fetch.max.bytes", 1_000_000));
    }

    private static void built(Map<String, ?> properties) {
        KafkaInvalidationLog.builder()
                .bootstrapServers("localhost:9092")
                .properties(properties)
                .build()
                .dispose();
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
