package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {

    private static final Duration LONG = Duration.ofHours(1);

    /** A connection that swallows the first question may be left by luck, so a test against a broker holds less. */
    @Test
    void aConnectionOnWhichNothingPassesIsLeftBeforeTheNextQuestionIsGivenUp() {
        assertThat(settings(Map.of(AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, "3600000"))
                        .admin())
                .containsEntry(
                        AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG,
                        Math.toIntExact(ClientSettings.QUESTION_TIMEOUT.toMillis()));
    }

    /** That a leader refuses the first request and takes the second is rare, so a test against a broker holds less. */
    @Test
    void oneRequestOfAProducerIsUnderWayAtATime() {
        assertThat(settings(Map.of()).producer())
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    }

    /** A broker without replicas acknowledges the same either way. */
    @Test
    void whatIsAcknowledgedIsOnAllReplicas() {
        assertThat(settings(Map.of()).producer()).containsEntry(ProducerConfig.ACKS_CONFIG, "all");
    }

    private static ClientSettings settings(Map<String, String> properties) {
        return new ClientSettings("localhost:9092", LONG, new ClientProperties(properties));
    }
}
