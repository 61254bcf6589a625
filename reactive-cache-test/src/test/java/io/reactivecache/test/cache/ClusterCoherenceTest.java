package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Two nodes over a Redis Cluster whose slots move and whose primaries fail while both read and write. A read that
 * asks for at least the position of a write that was answered finds that write or a later one, and in the end nothing
 * is stale.
 */
@Timeout(240)
class ClusterCoherenceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(4);
    private static final Eventually SOON = Eventually.within(LIMIT);
    private static final int PARTITIONS = 8;
    private static final List<String> KEYS =
            IntStream.range(0, 40).mapToObj(i -> "key-" + i).toList();

    private final RedisCluster cluster = new RedisCluster(3, true);
    private final String name = "cluster-" + UUID.randomUUID();
    private final VersionedRows rows = new VersionedRows();
    private final Map<String, Answered> answered = new ConcurrentHashMap<>();
    private final AtomicLong judged = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private final Disposable.Composite traffic = Disposables.composite();
    private final List<RedisRemoteStore> stores = new ArrayList<>();
    private final List<ReactiveCache<String, Integer>> nodes = new ArrayList<>();

    /** A write that was answered. */
    private record Answered(int version, Position position) {}

    @BeforeEach
    void startTwoNodes() {
        cluster.start();
        node();
        node();
        SOON.holds("up", this::areUp);
        nodes.forEach(node -> traffic.add(reads(node).subscribe()));
        traffic.add(writes().subscribe());
        SOON.holds("under way", () -> judged.get() > 1_000 && remoteHits() > 100);
    }

    @AfterEach
    void close() {
        traffic.dispose();
        nodes.forEach(node -> node.close().block(LIMIT));
        stores.forEach(RedisRemoteStore::dispose);
        cluster.close();
    }

    private ReactiveCache<String, Integer> node() {
        RedisRemoteStore store = RedisRemoteStore.builder()
                .cluster(cluster.uri(0), cluster.uri(1))
                .probeInterval(Duration.ofMillis(500))
                .connections(2)
                .build();
        stores.add(store);
        ReactiveCache<String, Integer> node = WatchedCaches.build(ReactiveCaches.builder(name)
                .keys(String.class)
                .values(Integer.class)
                .loader(key -> Mono.fromSupplier(() -> rows.version(key)))
                .writer((key, version) -> Mono.fromRunnable(() -> rows.write(key, version)))
                .settings(config -> config.log(more -> more.announceTimeout(Duration.ofSeconds(2))))
                .remote(store)
                .log(RedisStreamLog.on(store).name(name).partitions(PARTITIONS).build()));
        nodes.add(node);
        node.ready().block(LIMIT);
        return node;
    }

    @Test
    void noReadIsStaleWhileSlotsMove() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int slot = SlotHash.getSlot("{" + name + ":" + partition + "}");
            int from = cluster.ownerAtFirst(slot);
            long before = judged.get();
            cluster.beginMove(slot, from, (from + 1) % 3);
            awaitReads(before);
            cluster.moveKeys(slot, from, (from + 1) % 3);
            awaitReads(before + 200);
            cluster.endMove(slot, (from + 1) % 3);
            if (partition % 2 == 0) {
                cluster.move(slot, (from + 1) % 3, from);
            }
        }
        assertNothingStale();
    }

    /** The log is on another primary. */
    @Test
    void noReadIsStaleWhileAReplicaTakesThePlaceOfItsPrimary() {
        int failing = (cluster.ownerAtFirst(SlotHash.getSlot("{" + name + "}")) + 1) % 3;
        cluster.primary(failing).kill();
        SOON.holds("in its place", () -> RedisCluster.isPrimary(cluster.replica(failing)));
        SOON.holds("up again", this::areUp);
        awaitReads(judged.get());
        assertNothingStale();
    }

    private void awaitReads(long before) {
        SOON.holds("read", () -> judged.get() > before + 200);
    }

    private Flux<Integer> reads(ReactiveCache<String, Integer> node) {
        return Flux.interval(PACE, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .concatMap(tick -> Flux.fromIterable(KEYS).flatMap(key -> read(node, key)), 1);
    }

    /** From the remote tier. */
    private Mono<Integer> read(ReactiveCache<String, Integer> node, String key) {
        return Mono.justOrEmpty(answered.get(key))
                .flatMap(least -> node.with(ReadOptions.none().skipLocal().notBefore(least.position()))
                        .get(key)
                        .doOnNext(found -> judge(found, least.version())))
                .onErrorComplete();
    }

    private void judge(int found, int least) {
        judged.incrementAndGet();
        if (found < least) {
            stale.incrementAndGet();
        }
    }

    /** Each key is written again and again, by one node and the other. */
    private Flux<Position> writes() {
        return Flux.interval(PACE, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .map(tick -> (int) (tick + 1))
                .groupBy(tick -> KEYS.get(tick % KEYS.size()), KEYS.size())
                .flatMap(
                        ticks -> ticks.onBackpressureDrop().concatMap(tick -> write(ticks.key(), tick), 0),
                        KEYS.size());
    }

    private Mono<Position> write(String key, int version) {
        return nodes.get(version / KEYS.size() % 2)
                .put(key, version)
                .doOnNext(position -> answered.put(key, new Answered(version, position)))
                .onErrorComplete();
    }

    private void assertNothingStale() {
        SOON.holds("up again", this::areUp);
        traffic.dispose();
        ReactiveCache<String, Integer> late = node();
        SOON.passes(() -> KEYS.forEach(key -> {
            assertThat(late.get(key).block(LIMIT)).isEqualTo(rows.version(key));
            assertThat(nodes.get(0).get(key).block(LIMIT)).isEqualTo(rows.version(key));
        }));
        assertThat(stale).hasValue(0);
    }

    private boolean areUp() {
        return nodes.stream().allMatch(node -> node.health().block(LIMIT).isUp());
    }

    private long remoteHits() {
        return nodes.stream()
                .mapToLong(node -> node.stats().block(LIMIT).remoteHits())
                .sum();
    }
}
