package io.reactivecache.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What {@link RedisTest} gives to a class; the classes with the name ending in Case are run by the test kit. */
final class RedisExtensionTest {

    private static final Duration REPLY = Duration.ofSeconds(5);
    private static final List<RedisServer> SEEN = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void classesShareAServerThatIsEmptiedBetweenThem() {
        run(4, FillingCase.class, FillingAgainCase.class);

        assertThat(SEEN).hasSize(4);
        assertThat(SEEN).containsOnly(SEEN.get(0));
    }

    @Test
    void aBrokenSharedServerRunsAgainForTheNextTest() {
        run(3, BreakingCase.class);
    }

    @Test
    void aDedicatedServerIsLeftAsTheTestLeavesIt() {
        run(2, DedicatedCase.class);
    }

    @Test
    void aDedicatedServerIsNotTheSharedOneAndEndsWithItsClass() {
        run(4, DedicatedCase.class, FillingCase.class);

        assertThat(SEEN.get(0)).isNotSameAs(SEEN.get(2));
        assertThat(SEEN).noneMatch(RedisServer::isRunning);
    }

    @Test
    void aPersistentServerKeepsItsDataOverAKill() {
        run(1, PersistentCase.class);
    }

    @Test
    void nestedClassesUseTheServerAndTheDataOfTheClassAroundThem() {
        run(2, OuterCase.class);
    }

    private static void run(int tests, Class<?>... classes) {
        var request = EngineTestKit.engine("junit-jupiter");
        for (Class<?> type : classes) {
            request.selectors(selectClass(type));
        }
        request.execute().testEvents().assertStatistics(s -> s.started(tests).succeeded(tests));
    }

    private static String send(RedisServer redis, String... command) throws IOException {
        try (RespConnection connection = redis.connect(REPLY)) {
            return connection.send(command);
        }
    }

    private static void fill(RedisServer redis) throws IOException {
        SEEN.add(redis);
        assertThat(send(redis, "INCR", "tests")).isEqualTo(":" + (SEEN.size() % 2 == 1 ? 1 : 2));
    }

    @RedisTest
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class FillingCase {

        @Test
        @Order(1)
        void first(RedisServer redis) throws IOException {
            fill(redis);
        }

        @Test
        @Order(2)
        void second(RedisServer redis) throws IOException {
            fill(redis);
        }
    }

    @RedisTest
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class FillingAgainCase {

        private final RedisServer redis;

        FillingAgainCase(RedisServer redis) {
            this.redis = redis;
        }

        @Test
        @Order(1)
        void first() throws IOException {
            fill(redis);
        }

        @Test
        @Order(2)
        void second() throws IOException {
            fill(redis);
        }
    }

    @RedisTest
    static final class BreakingCase {

        @BeforeEach
        void runs(RedisServer redis) throws IOException {
            assertThat(send(redis, "PING")).isEqualTo("+PONG");
        }

        @Test
        void stops(RedisServer redis) {
            redis.stop();
        }

        @Test
        void kills(RedisServer redis) {
            redis.kill();
        }

        @Test
        void pauses(RedisServer redis) {
            redis.pause();
        }
    }

    @RedisTest(dedicated = true)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class DedicatedCase {

        @Test
        @Order(1)
        void kills(RedisServer redis) {
            SEEN.add(redis);
            redis.kill();
        }

        @Test
        @Order(2)
        void isStillKilled(RedisServer redis) {
            SEEN.add(redis);
            assertThat(redis.isRunning()).isFalse();
        }
    }

    @RedisTest(persistent = true)
    static final class PersistentCase {

        @Test
        void killsAndReads(RedisServer redis) throws IOException {
            send(redis, "SET", "a", "1");
            redis.kill();
            redis.start();
            assertThat(send(redis, "GET", "a")).isEqualTo("1");
        }
    }

    @RedisTest
    static final class OuterCase {

        @BeforeAll
        static void prepare(RedisServer redis) throws IOException {
            send(redis, "SET", "a", "1");
        }

        @Test
        void reads(RedisServer redis) throws IOException {
            assertThat(send(redis, "GET", "a")).isEqualTo("1");
        }

        @Nested
        final class Inner {

            @Test
            void readsToo(RedisServer redis) throws IOException {
                assertThat(send(redis, "GET", "a")).isEqualTo("1");
            }
        }
    }
}
