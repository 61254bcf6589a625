package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.reactivecache.Source;
import io.reactivecache.redis.RedisPubSubLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Two nodes over a log that loses what it does not deliver, while writes go on and their Redis and their networks fail. What a
 * node reads after a reset is at least what was acknowledged before it, and in the end nothing is stale.
 */
@RedisTest(persistent = true)
class LossyCoherenceTest {

    private static final int ROUNDS = Integer.getInteger("lossy.rounds", 10);
    private static final long SEED = Long.getLong("lossy.seed", 7);
    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(60));
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PACE = Duration.ofMillis(2);
    private static final List<String> KEYS =
            IntStream.range(0, 50).mapToObj(i -> "key-" + i).toList();

    private final RedisServer redis;
    private final String name = "lossy-" + UUID.randomUUID();
    private final VersionedRows rows = new VersionedRows();
    private final Disposable.Composite traffic = Disposables.composite();
    private LossyNode a;
    private LossyNode b;

    LossyCoherenceTest(RedisServer redis) {
        this.redis = redis;
    }

    @BeforeEach
    void startTwoNodes() {
        a = new LossyNode(name, redis.port(), rows, this::log);
        b = new LossyNode(name, redis.port(), rows, this::log);
        SOON.holds("up", () -> a.isUp() && b.isUp());
    }

    private InvalidationLog log(RedisRemoteStore store) {
        return RedisPubSubLog.on(store)
                .name(name)
                .partitions(4)
                .probeInterval(INTERVAL)
                .probeTimeout(TIMEOUT)
                .build();
    }

    @AfterEach
    void close() {
        traffic.dispose();
        a.close();
        b.close();
    }

    @Test
    void noReadIsStaleAfterAReset() {
        traffic.add(reads(a).subscribe());
        traffic.add(reads(b).subscribe());
        Disposable writes = writes().subscribe();
        Random chance = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            LossyNode node = chance.nextBoolean() ? a : b;
            fault(chance, node);
            SOON.holds("up again", () -> a.isUp() && b.isUp());
        }
        writes.dispose();

        assertNothingStaleInTheEnd();
        assertThat(List.of(a.stale(), b.stale())).containsExactly(0L, 0L);
        assertThat(Math.min(a.judged(), b.judged())).isGreaterThan(1_000);
        assertThat(a.log.resets() + b.log.resets()).isGreaterThanOrEqualTo(2 + ROUNDS);
    }

    private Flux<Integer> reads(LossyNode node) {
        return Flux.interval(PACE, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .flatMap(tick -> Flux.fromIterable(KEYS).flatMap(node::read));
    }

    /** Each key is written again and again, by one node and the other. Who fails to announce a write knows nothing of it. */
    private Flux<Integer> writes() {
        return Flux.interval(PACE, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .map(Long::intValue)
                .groupBy(tick -> KEYS.get(tick % KEYS.size()), KEYS.size())
                .flatMap(
                        ticks -> ticks.onBackpressureDrop().concatMap(tick -> write(ticks.key(), tick + 1), 0),
                        KEYS.size());
    }

    private Mono<Integer> write(String key, int version) {
        LossyNode node = version / KEYS.size() % 2 == 0 ? a : b;
        return node.cache
                .put(key, version)
                .then(Mono.fromCallable(() -> {
                    rows.acknowledge(key, version);
                    return version;
                }))
                .onErrorComplete();
    }

    private void fault(Random chance, LossyNode node) {
        int resets = node.log.resets();
        int losses = node.log.losses();
        switch (chance.nextInt(5)) {
            case 0 -> {
                redis.kill();
                redis.start();
            }
            case 1 -> {
                redis.pause();
                SOON.holds("lost", () -> node.log.losses() > losses);
                redis.resume();
            }
            case 2 -> {
                node.proxy.blackHole();
                SOON.holds("lost", () -> node.log.losses() > losses);
                node.proxy.heal();
            }
            case 3 -> node.proxy.reset();
            default -> cutTails();
        }
        SOON.holds("reset", () -> node.log.resets() > resets);
    }

    private void cutTails() {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.connect().sync().clientKill(KillArgs.Builder.typePubsub());
        }
    }

    private void assertNothingStaleInTheEnd() {
        SOON.passes(() -> KEYS.forEach(key -> assertThat(
                        Stream.of(a, b).map(node -> node.cache.get(key).block(LIMIT)))
                .containsOnly(rows.version(key))));
        SOON.passes(() -> assertThat(KEYS) // a write that had begun may be announced after all
                .filteredOn(key -> b.cache.lookup(key).block(LIMIT).source() == Source.LOCAL)
                .hasSize(KEYS.size()));
    }
}
