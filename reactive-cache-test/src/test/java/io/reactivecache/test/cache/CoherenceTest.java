package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.RealNodes.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Two nodes over a real Redis and a real Kafka that are killed, restarted and paused while keys are invalidated. */
@RedisTest(persistent = true)
@KafkaTest
class CoherenceTest {

    private static final int WRITES = 1_000;
    private static final List<String> KEYS =
            IntStream.range(0, WRITES).mapToObj(i -> "key-" + i).toList();

    private final RedisServer redis;
    private final KafkaServer kafka;
    private final RealNodes nodes;
    private ReactiveCache<String, String> a;
    private ReactiveCache<String, String> b;

    CoherenceTest(RedisServer redis, KafkaServer kafka) {
        this.redis = redis;
        this.kafka = kafka;
        this.nodes = new RealNodes(redis.uri(), kafka.bootstrapServers());
    }

    @BeforeEach
    void startTwoNodes() {
        a = nodes.node();
        b = nodes.node();
        Eventually.within(LIMIT).holds("up", () -> isUp(a) && isUp(b));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void putOnOneNodeEvictsTheOldValueFromTheOtherWithoutItsBeingAsked() {
        nodes.rows.put("42", "v0");
        for (int round = 1; round <= 200; round++) {
            read(b, "42");
            long before = invalidations(b);
            a.put("42", "v" + round).block(LIMIT);
            Eventually.within(Duration.ofSeconds(1)).holds("evicted", () -> invalidations(b) > before);

            assertThat(b.get("42").block(LIMIT)).isEqualTo("v" + round);
            assertThat(a.lookup("42").block(LIMIT).source()).isEqualTo(Source.LOCAL);
        }
    }

    @Test
    void valuePutOnOneNodeIsReadFromTheRemoteTierByTheOther() {
        a.put("7", "seven").block(LIMIT);

        assertThat(b.lookup("7").block(LIMIT))
                .satisfies(found -> assertThat(found.source()).isEqualTo(Source.REMOTE))
                .satisfies(found -> assertThat(found.value()).isEqualTo("seven"))
                .satisfies(found -> assertThat(found.age()).isBetween(Duration.ZERO, Duration.ofSeconds(10)));
    }

    @Test
    void noInvalidationIsLostWhileKafkaIsKilledAndRestarted() {
        fillBoth();
        invalidateAllWhile(() -> {
            kafka.kill();
            kafka.start();
        });
        assertNothingStale();
    }

    @Test
    void noInvalidationIsLostWhileRedisIsKilledAndRestartedWithItsData() {
        fillBoth();
        invalidateAllWhile(() -> {
            redis.kill();
            redis.start();
        });
        assertNothingStale();
    }

    @Test
    void noInvalidationIsLostWhileRedisIsPaused() {
        fillBoth();
        invalidateAllWhile(() -> {
            redis.pause();
            Eventually.within(LIMIT)
                    .holds(
                            "somebody waited for Redis",
                            () -> b.health()
                                    .map(health -> health.remote() != State.UP)
                                    .defaultIfEmpty(false)
                                    .block(LIMIT));
            redis.resume();
        });
        assertNothingStale();
    }

    private void fillBoth() {
        KEYS.forEach(key -> nodes.rows.put(key, "old"));
        Flux.fromIterable(KEYS).flatMap(a::get).then().block(LIMIT);
        Flux.fromIterable(KEYS).flatMap(b::get).then().block(LIMIT);
    }

    /** Changes each row, then invalidates it on A; the fault comes when some have been announced and most have not. */
    private void invalidateAllWhile(Runnable fault) {
        Mono<Void> writes = Flux.fromIterable(KEYS)
                .flatMap(
                        key -> Mono.delay(Duration.ofMillis(2 * KEYS.indexOf(key)))
                                .then(Mono.fromRunnable(() -> nodes.rows.put(key, "new")))
                                .then(a.invalidate(key)),
                        WRITES)
                .then();
        long before = invalidations(b);
        var done = writes.toFuture();
        Eventually.within(LIMIT).holds("begun", () -> invalidations(b) > before + WRITES / 10);
        fault.run();
        Mono.fromFuture(done).block(LIMIT);
    }

    private void assertNothingStale() {
        Eventually.within(LIMIT).passes(() -> assertThat(fresh(b)).isEqualTo(WRITES));
        assertThat(fresh(a)).isEqualTo(WRITES);
        Eventually.within(LIMIT).holds("up again", () -> isUp(a) && isUp(b));
        assertThat(fresh(nodes.node())).isEqualTo(WRITES);
    }

    private static long fresh(ReactiveCache<String, String> node) {
        return Objects.requireNonNull(Flux.fromIterable(KEYS)
                .flatMap(node::get)
                .filter("new"::equals)
                .count()
                .block(LIMIT));
    }

    private static boolean isUp(ReactiveCache<?, ?> node) {
        return node.health().block(LIMIT).isUp();
    }

    private static void read(ReactiveCache<String, String> node, String key) {
        node.get(key).block(LIMIT);
        assertThat(node.lookup(key).block(LIMIT).source()).isEqualTo(Source.LOCAL);
    }

    private static long invalidations(ReactiveCache<?, ?> node) {
        return node.stats().block(LIMIT).localInvalidations();
    }
}
