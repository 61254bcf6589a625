package io.reactivecache.test.tck;

import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The publishers that ask a Redis. */
@RedisTest
final class RedisTckTest {

    static final Suite SUITE =
            new RedisSubjects(() -> RedisTckTest.present, () -> RedisTckTest.away, () -> RedisTckTest.changing);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LIFE_OF_A_CONNECTION = Duration.ofMillis(20);

    private static FaultyProxy proxy;
    private static RedisRemoteStore present;
    private static RedisRemoteStore away;
    private static RedisRemoteStore changing;
    private static Disposable disturbance;

    @BeforeAll
    static void connect(RedisServer server) {
        proxy = FaultyProxy.to("localhost", server.port());
        present = RedisRemoteStore.create(server.uri());
        away = RedisRemoteStore.create(server.uri());
        changing = RedisRemoteStore.builder()
                .uri("redis://localhost:" + proxy.port())
                .reconnectBackoff(Duration.ofMillis(1), Duration.ofMillis(1))
                .build();
        awaitConnection(present);
        awaitConnection(away);
        away.dispose();
        disturbance = Flux.interval(LIFE_OF_A_CONNECTION, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .subscribe(tick -> proxy.reset());
    }

    private static void awaitConnection(RedisRemoteStore store) {
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
    }

    @AfterAll
    static void disconnect() {
        disturbance.dispose();
        changing.dispose();
        present.dispose();
        proxy.close();
    }

    @TestFactory
    Stream<DynamicTest> store() {
        return Rules.over(SUITE.subjects());
    }
}
