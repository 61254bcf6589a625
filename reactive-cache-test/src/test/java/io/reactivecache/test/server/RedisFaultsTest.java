package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each fault operation does to a Redis server and to those connected to it. */
final class RedisFaultsTest {

    private static final Duration REPLY = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofMillis(300);

    private final RedisServer redis = RedisServer.builder().build();

    @BeforeEach
    void start() {
        redis.start();
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void aStartedServerAnswersAtItsUri() throws IOException {
        assertThat(redis.isRunning()).isTrue();
        assertThat(redis.uri()).matches("redis://[\\w.-]+:" + redis.port());
        assertThat(send("PING")).isEqualTo("+PONG");
    }

    @Test
    void aStoppedServerRefusesConnectionsAndStartsEmptyOnTheSamePort() throws IOException {
        int port = redis.port();
        send("SET", "a", "1");

        redis.stop();

        assertThat(redis.isRunning()).isFalse();
        assertThatThrownBy(() -> send("PING")).isInstanceOf(IOException.class);

        redis.start();

        assertThat(redis.port()).isEqualTo(port);
        assertThat(send("GET", "a")).isEqualTo("$-1");
    }

    @Test
    void aRestartedServerDropsItsConnections() throws IOException {
        try (RespConnection before = redis.connect(REPLY)) {
            assertThat(before.send("PING")).isEqualTo("+PONG");

            redis.restart();

            assertThatThrownBy(() -> before.send("PING")).isInstanceOf(IOException.class);
            assertThat(send("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void aKilledServerIsGoneAtOnceAndCanBeStarted() throws IOException {
        redis.kill();

        assertThat(redis.isRunning()).isFalse();
        assertThatThrownBy(() -> send("PING")).isInstanceOf(IOException.class);

        redis.start();

        assertThat(send("PING")).isEqualTo("+PONG");
    }

    @Test
    void aPausedServerIsSilentUntilItIsResumed() throws IOException {
        try (RespConnection connection = redis.connect(SILENCE)) {
            connection.send("SET", "a", "1");

            redis.pause();

            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(() -> connection.send("PING")).isInstanceOf(SocketTimeoutException.class);
        }
        redis.resume();

        assertThat(redis.isRunning()).isTrue();
        assertThat(send("GET", "a")).isEqualTo("1");
    }

    @Test
    void startResumesAPausedServer() throws IOException {
        send("SET", "a", "1");
        redis.pause();

        redis.start();

        assertThat(send("GET", "a")).isEqualTo("1");
    }

    @Test
    void aPausedServerCanBeStoppedOrKilled() throws IOException {
        redis.pause();
        redis.stop();
        assertThat(redis.isRunning()).isFalse();

        redis.start();
        redis.pause();
        redis.kill();
        redis.start();

        assertThat(send("PING")).isEqualTo("+PONG");
    }

    @Test
    void operationsOnAServerInThatStateDoNothing() {
        redis.start();
        redis.resume();
        redis.pause();
        redis.pause();
        redis.resume();
        redis.kill();
        redis.kill();
        redis.stop();
        redis.resume();

        assertThat(redis.isRunning()).isFalse();
    }

    @Test
    void aStoppedServerCannotBePaused() {
        redis.stop();

        assertThatThrownBy(redis::pause)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("redis on port " + redis.port() + ": stopped (expected: running)");
    }

    @Test
    void flushRemovesAllKeys() throws IOException {
        send("SET", "a", "1");

        redis.flush();

        assertThat(send("GET", "a")).isEqualTo("$-1");
    }

    private String send(String... command) throws IOException {
        try (RespConnection connection = redis.connect(REPLY)) {
            return connection.send(command);
        }
    }
}
