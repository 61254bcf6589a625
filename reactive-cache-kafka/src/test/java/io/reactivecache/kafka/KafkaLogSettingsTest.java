package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

class KafkaLogSettingsTest {

    private static final Duration LONG = Duration.ofHours(1);

    /** A connection that swallows the first question may be left by luck, so a test against a broker holds less. */
    @Test
    void aConnectionOnWhichNothingPassesIsLeftBeforeTheNextQuestionIsGivenUp() {
        assertThat(settings(Map.of(AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, "3600000"))
                        .admin())
                .containsEntry(
                        AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
                        Math.toIntExact(KafkaLogSettings.QUESTION_TIMEOUT.toMillis()));
    }

    private static KafkaLogSettings settings(Map<String, String> properties) {
        return new KafkaLogSettings(
                "localhost:9092",
                "topic",
                1,
                KafkaLogSettings.BROKER_DEFAULT,
                LONG,
                LONG,
                1,
                LONG,
                new ClientProperties(properties));
    }
}
