package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the options of a Redis server change, and what is refused. */
final class RedisOptionsTest {

    private static final Duration REPLY = Duration.ofSeconds(5);

    @Test
    void dataOfAPersistentServerSurvivesAKill() throws IOException {
        try (RedisServer redis = RedisServer.builder().persistent(true).build()) {
            redis.start();
            send(redis, "SET", "a", "1");
            redis.kill();
            redis.start();

            assertThat(send(redis, "GET", "a")).isEqualTo("1");
        }
    }

    @Test
    void dataOfAPersistentServerSurvivesAnOrderlyRestart() throws IOException {
        try (RedisServer redis = RedisServer.builder().persistent(true).build()) {
            redis.start();
            send(redis, "SET", "a", "1");
            redis.restart();

            assertThat(send(redis, "GET", "a")).isEqualTo("1");
        }
    }

    @Test
    void aServerWithAPasswordRefusesThoseWithoutIt() throws IOException {
        try (RedisServer redis = RedisServer.builder().password("s3cret").build()) {
            redis.start();

            assertThat(redis.uri()).matches("redis://:s3cret@[\\w.-]+:" + redis.port());
            assertThat(send(redis, "PING")).isEqualTo("+PONG");
            String host = URI.create(redis.uri()).getHost();
            try (RespConnection stranger = RespConnection.open(host, redis.port(), REPLY)) {
                assertThat(stranger.send("PING")).startsWith("-NOAUTH");
            }
        }
    }

    @Test
    void aServerListensOnTheGivenPort() {
        int port = Ports.free(1)[0];
        try (RedisServer redis = RedisServer.builder().port(port).build()) {
            redis.start();

            assertThat(redis.uri()).endsWith(":" + port);
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RedisServer redis =
                        RedisServer.builder().port(taken.getLocalPort()).build()) {
            assertThatThrownBy(redis::start)
                    .isInstanceOf(ServerException.class)
                    .hasMessage("port: " + taken.getLocalPort() + " (expected: free)");
            assertThat(redis.isRunning()).isFalse();
        }
    }

    @Test
    void allBadOptionsAreReportedAtOnceWithoutThePassword() {
        RedisServerBuilder builder = RedisServer.builder().port(70_000).password("two words");

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("port: 70000 (expected: 0..65535); password: <hidden> (expected: ")
                .hasMessageNotContaining("two words");
    }

    @Test
    void aClosedServerCannotBeUsed() {
        RedisServer redis = RedisServer.builder().build();
        redis.start();
        redis.close();
        redis.close();

        assertThat(redis.isRunning()).isFalse();
        assertThatThrownBy(redis::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(": closed (expected: open)");
    }

    private static String send(RedisServer redis, String... command) throws IOException {
        try (RespConnection connection = redis.connect(REPLY)) {
            return connection.send(command);
        }
    }
}
