package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a user and its password: nothing. */
@RedisTest
class RedisCredentialsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream err = System.err;
    private final RedisServer server;
    private final RedisRemoteStoreBuilder settings;

    RedisCredentialsTest(RedisServer server) {
        this.server = server;
        settings = RedisRemoteStore.builder().uri(server.uri().replace("redis://", "redis://somebody:s3cret@"));
    }

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(err);
    }

    @Test
    void aPasswordThatIsRefusedIsLoggedByTheWordOfRedisAlone() {
        RedisRemoteStore store = settings.build();
        Eventually.within(LIMIT).holds("logged", () -> told().contains("WRONGPASS"));
        store.dispose();

        assertThat(told()).contains("redis: not reachable (WRONGPASS), trying on");
        assertIsSilent(told());
    }

    @Test
    void aRefusalBehindAServerThatWasAwayIsLoggedToo() {
        try (FaultyProxy proxy = FaultyProxy.to(URI.create(server.uri()).getHost(), server.port())) {
            proxy.refuse();
            RedisRemoteStore store = settings.uri("redis://somebody:s3cret@127.0.0.1:" + proxy.port())
                    .build();
            Eventually.within(LIMIT).holds("logged", () -> told().contains("not reachable"));
            proxy.heal();
            Eventually.within(LIMIT).holds("logged", () -> told().contains("WRONGPASS"));
            store.dispose();

            assertThat(told().lines().filter(line -> line.contains("WRONGPASS")))
                    .hasSize(1);
        }
    }

    @Test
    void anErrorOfAnOperationIsSilent() {
        RedisRemoteStore store = settings.build();

        assertThatThrownBy(() -> store.read("k", LIMIT).block()).satisfies(thrown -> assertIsSilent(trace(thrown)));
        store.dispose();
    }

    @Test
    void theSettingsAreSilent() {
        RedisSettings told = settings.settings();

        assertIsSilent(told + " " + settings + " " + RedisTls.ofSystem());
    }

    private String told() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    private static void assertIsSilent(String text) {
        assertThat(text).doesNotContain("s3cret").doesNotContain("somebody");
    }
}
