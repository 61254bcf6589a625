package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.Announcement;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A node that starts while the server of its log is away goes on writing. */
@RedisTest
@KafkaTest
class OutboxServerTest {

    private static final Duration LIMIT = RealNodes.LIMIT;
    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(60));
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String KEY = "key";

    private final RedisServer redis;
    private final KafkaServer kafka;

    OutboxServerTest(RedisServer redis, KafkaServer kafka) {
        this.redis = redis;
        this.kafka = kafka;
    }

    @Test
    void whatItWroteReachesTheOthersOnceKafkaIsThere() {
        try (RealNodes nodes = new RealNodes(redis.uri(), kafka.bootstrapServers())) {
            nodes.rows.put(KEY, "old");
            ReactiveCache<String, String> other = nodes.startingNode(OutboxServerTest::boundless);
            other.ready().block(LIMIT);
            assertThat(other.get(KEY).block(LIMIT)).isEqualTo("old");
            kafka.kill();
            ReactiveCache<String, String> node = nodes.startingNode(OutboxServerTest::queueing);
            StepVerifier.create(node.put(KEY, "new")).expectComplete().verify(LIMIT);

            assertThat(nodes.rows).containsEntry(KEY, "new");
            assertThat(node.get(KEY).block(LIMIT)).isEqualTo("new");
            assertThat(node.health().block(LIMIT).queued()).isEqualTo(1);
            kafka.start();
            SOON.holds("new", () -> other.get(KEY).block(LIMIT).equals("new"));
            SOON.holds("sent", () -> node.health().block(LIMIT).queued() == 0);
        }
    }

    private static CacheBuilder<String, String> queueing(CacheBuilder<String, String> builder) {
        return builder.settings(
                config -> config.log(log -> log.announcement(Announcement.QUEUE).announceTimeout(SHORT)));
    }

    /** It answers what it has for as long as nobody tells it otherwise. */
    private static CacheBuilder<String, String> boundless(CacheBuilder<String, String> builder) {
        return builder.staleness(staleness -> staleness.maxStaleness(Duration.ofHours(1)));
    }

    @Test
    void whatItWroteIsAnnouncedOnceTheRedisIsThereThatHoldsTheLog() {
        Map<String, String> rows = new ConcurrentHashMap<>(Map.of(KEY, "old"));
        redis.kill();
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        ReactiveCache<String, String> node = WatchedCaches.build(queueing(ReactiveCaches.builder("outbox")
                .keys(String.class)
                .values(String.class)
                .loader(key -> Mono.justOrEmpty(rows.get(key)))
                .writer((key, value) -> Mono.fromRunnable(() -> rows.put(key, value)))
                .remote(store)
                .log(RedisStreamLog.on(store).name("outbox").build())));
        StepVerifier.create(node.put(KEY, "new")).expectComplete().verify(LIMIT);

        assertThat(node.health().block(LIMIT).queued()).isEqualTo(1);
        redis.start();
        SOON.holds("sent", () -> node.health().block(LIMIT).queued() == 0);
        assertThat(node.get(KEY).block(LIMIT)).isEqualTo("new");
        assertThat(node.health().block(LIMIT).log()).isEqualTo(State.UP);
        node.close().block(LIMIT);
        store.dispose();
    }
}
