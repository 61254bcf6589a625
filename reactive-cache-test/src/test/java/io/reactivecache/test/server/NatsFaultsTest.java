package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What each fault operation does to a NATS server and to its streams. */
@NatsTest(dedicated = true)
final class NatsFaultsTest {

    private final NatsServer nats;
    private final String stream = "stream-" + UUID.randomUUID();

    NatsFaultsTest(NatsServer nats) {
        this.nats = nats;
        nats.start();
    }

    @Test
    void streamsSurviveAKillOnTheSamePort() throws Exception {
        String address = nats.uri();
        makeStream();
        assertThat(publish()).isEqualTo(1);

        nats.kill();
        assertThat(nats.isRunning()).isFalse();
        nats.start();

        assertThat(nats.uri()).isEqualTo(address);
        assertThat(publish()).isEqualTo(2);
    }

    @Test
    void streamsSurviveAnOrderlyRestart() throws Exception {
        makeStream();
        publish();
        nats.restart();

        assertThat(publish()).isEqualTo(2);
    }

    @Test
    void aPausedServerIsSilentUntilItIsResumed() throws Exception {
        makeStream();
        publish();

        nats.pause();
        assertThat(nats.isRunning()).isFalse();
        assertThat(nats.answers()).isFalse();

        nats.resume();
        assertThat(publish()).isEqualTo(2);
    }

    @Test
    void itListensOnTheGivenPort() {
        int port = Ports.free(1)[0];
        try (NatsServer given = NatsServer.builder().port(port).build()) {
            given.start();

            assertThat(given.uri()).endsWith(":" + port);
        }
    }

    @Test
    void aBadPortIsRejected() {
        NatsServerBuilder builder = NatsServer.builder().port(70_000);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port: 70000 (expected: 0..65535)");
    }

    @Test
    void withoutAServerTestsAreSkippedAndSayWhy() {
        assertThat(NatsExtension.condition(true).isDisabled()).isFalse();
        assertThat(NatsExtension.condition(false).isDisabled()).isTrue();
        assertThat(NatsExtension.condition(false).getReason()).hasValue(NatsEngine.ABSENT);
    }

    private void makeStream() throws Exception {
        try (Connection connection = Nats.connect(nats.uri())) {
            connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name(stream)
                            .subjects(stream)
                            .build());
        }
    }

    private long publish() throws Exception {
        try (Connection connection = Nats.connect(nats.uri())) {
            return connection.jetStream().publish(stream, new byte[] {1}).getSeqno();
        }
    }
}
