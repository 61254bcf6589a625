package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheTransaction;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Transactions over a real Redis, which holds what they change. */
@RedisTest
class RedisTransactionTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RedisServer redis;
    private final String name = "transactions-" + UUID.randomUUID();
    private final Map<String, String> rows = new ConcurrentHashMap<>(Map.of("k", "old"));
    private final List<ReactiveCache<?, ?>> caches = new ArrayList<>();
    private final List<Disposable> connections = new ArrayList<>();
    private ReactiveCache<String, String> a;
    private ReactiveCache<String, String> b;

    RedisTransactionTest(RedisServer redis) {
        this.redis = redis;
    }

    @BeforeEach
    void startTwoNodes() {
        a = node();
        b = node();
        awaitKept(a);
        awaitKept(b);
    }

    private ReactiveCache<String, String> node() {
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        RedisStreamLog log = RedisStreamLog.on(store).name(name).build();
        ReactiveCache<String, String> node = WatchedCaches.build(ReactiveCaches.builder(name)
                .keys(String.class)
                .values(String.class)
                .loader(key -> Mono.fromCallable(() -> rows.get(key)))
                .writer((key, value) -> Mono.fromRunnable(() -> rows.put(key, value)))
                .remote(store)
                .log(log));
        node.ready().block(LIMIT);
        caches.add(node);
        connections.add(store);
        return node;
    }

    @AfterEach
    void close() {
        caches.forEach(cache -> cache.close().block(LIMIT));
        connections.forEach(Disposable::dispose);
    }

    @Test
    void betweenFenceAndCommitRedisTakesNothingFromAnybody() {
        fenced();
        ReactiveCache<String, String> late = node();
        assertThat(late.get("k").block(LIMIT)).isEqualTo("old");
        b.invalidate("k").block(LIMIT);
        assertThat(b.get("k").block(LIMIT)).isEqualTo("old");
        rows.put("k", "new");

        assertNewOnly(late);
        assertNewOnly(a);
        assertNewOnly(b);
    }

    @Test
    void afterTheCommitEverybodyKeepsTheNewValue() {
        CacheTransaction transaction = fenced();
        ReactiveCache<String, String> late = node();
        rows.put("k", "new");
        transaction.committed().block(LIMIT);

        for (ReactiveCache<String, String> node : List.of(a, b, late)) {
            awaitKept(node);
            assertThat(node.get("k").block(LIMIT)).isEqualTo("new");
        }
    }

    private static void assertNewOnly(ReactiveCache<String, String> node) {
        for (int read = 0; read < 2; read++) {
            assertThat(node.lookup("k").block(LIMIT))
                    .satisfies(found -> assertThat(found.value()).isEqualTo("new"))
                    .satisfies(found -> assertThat(found.source()).isEqualTo(Source.LOADED));
        }
    }

    @Test
    void afterARollbackEverybodyKeepsTheKeyAgain() {
        fenced().rolledBack().block(LIMIT);

        awaitKept(a);
        Eventually.within(LIMIT)
                .holds("in Redis", () -> node().lookup("k").block(LIMIT).source() == Source.REMOTE);
    }

    private CacheTransaction fenced() {
        CacheTransaction transaction = CacheTransaction.begin();
        a.transactional().invalidate("k").contextWrite(transaction::in).block(LIMIT);
        long before = b.stats().block(LIMIT).localInvalidations();
        transaction.fence().block(LIMIT);
        Eventually.within(LIMIT).holds("heard of", () -> b.stats().block(LIMIT).localInvalidations() > before);
        return transaction;
    }

    private static void awaitKept(ReactiveCache<String, String> node) {
        Eventually.within(LIMIT)
                .holds("kept", () -> node.lookup("k").block(LIMIT).source() == Source.LOCAL);
    }
}
