package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.test.fixture.ComparedRows;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Three nodes count together: no increment is lost and none is made twice. */
@RedisTest
class CountersTest {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int TOTAL = Integer.getInteger("counters.total", 30_000);
    private static final int NODES = 3;
    private static final int KEYS = 5;

    private final String name = "counters-" + UUID.randomUUID();
    private final List<ReactiveCache<?, ?>> caches = new ArrayList<>();
    private final List<Disposable> connections = new ArrayList<>();
    private final ConcurrentMap<String, Integer> rows = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        caches.forEach(cache -> cache.close().block(LIMIT));
        connections.forEach(Disposable::dispose);
    }

    @Test
    void whereTheCacheIsTheTruthTheSumIsExact(RedisServer redis) {
        List<ReactiveCache<String, Integer>> nodes = nodes(redis, builder -> builder);
        count(nodes);

        assertThat(sum(nodes.get(0))).isEqualTo(TOTAL);
        assertThat(sum(nodes.get(2))).isEqualTo(TOTAL);
    }

    @Test
    void whereTheSystemOfRecordComparesTheSumIsExact(RedisServer redis) {
        count(nodes(
                redis,
                builder -> builder.loader(key -> Mono.fromCallable(() -> rows.get(key)))
                        .writer(new ComparedRows(rows))));

        assertThat(rows.values().stream().mapToInt(value -> value).sum()).isEqualTo(TOTAL);
    }

    @Test
    void ofOneNodeWithoutARemoteTierTheSumIsExact() {
        ReactiveCache<String, Integer> node = WatchedCaches.build(builder());
        caches.add(node);
        count(List.of(node, node, node));

        assertThat(sum(node)).isEqualTo(TOTAL);
    }

    private static void count(List<ReactiveCache<String, Integer>> nodes) {
        Flux.range(0, NODES)
                .flatMap(node -> Flux.range(0, TOTAL / NODES)
                        .flatMap(i -> nodes.get(node).compute("k" + i % KEYS, CountersTest::more), 200))
                .then()
                .block(LIMIT);
    }

    private static Mono<Integer> more(Optional<Integer> there) {
        return Mono.just(there.orElse(0) + 1);
    }

    private static int sum(ReactiveCache<String, Integer> node) {
        return Flux.range(0, KEYS)
                .flatMap(i -> node.get("k" + i))
                .reduce(0, Integer::sum)
                .block(LIMIT);
    }

    private List<ReactiveCache<String, Integer>> nodes(
            RedisServer redis, UnaryOperator<CacheBuilder<String, Integer>> settings) {
        return Stream.generate(() -> node(redis, settings)).limit(NODES).toList();
    }

    private ReactiveCache<String, Integer> node(
            RedisServer redis, UnaryOperator<CacheBuilder<String, Integer>> settings) {
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        RedisStreamLog log = RedisStreamLog.on(store).name(name).partitions(4).build();
        connections.add(store);
        store.available().filter(there -> there).blockFirst(LIMIT);
        ReactiveCache<String, Integer> node =
                WatchedCaches.build(builder().remote(store).log(log), settings);
        caches.add(node);
        node.ready().block(LIMIT);
        return node;
    }

    private CacheBuilder<String, Integer> builder() {
        return ReactiveCaches.builder(name).keys(String.class).values(Integer.class);
    }
}
