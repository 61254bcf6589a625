package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Sweepable.Swept;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.SweepableContract;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Going through a cluster: all of its primaries, or none. */
class RedisClusterSweepTest extends SweepableContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int VALUES = 3_000;
    private static final RedisCluster CLUSTER = new RedisCluster(3, false);

    private static RedisRemoteStore redis;

    @BeforeAll
    static void connect() {
        CLUSTER.start();
        redis = RedisRemoteStore.builder()
                .cluster(CLUSTER.uri(0))
                .probeInterval(Duration.ofMillis(300))
                .build();
        awaitAvailable();
    }

    @AfterEach
    void heal() {
        CLUSTER.restart();
        awaitAvailable();
    }

    @AfterAll
    static void disconnect() {
        redis.dispose();
        CLUSTER.close();
    }

    @Override
    protected RemoteStore store() {
        return redis;
    }

    @Override
    protected Sweepable values() {
        return redis;
    }

    @Override
    protected void damage(String key) {
        set(Map.of(key, "not ours".getBytes(UTF_8)));
    }

    @Override
    protected void lose() {
        CLUSTER.kill();
        Eventually.within(LIMIT).holds("away", () -> !isAvailable());
    }

    @Override
    protected void clutter(String prefix, int count) {
        fill(prefix, count, "not ours".getBytes(UTF_8));
    }

    /** The first is stored as any other: a value is of the primary it is on. */
    @Override
    protected void copy(String key, String prefix, int count) {
        String first = inOnePartition(prefix, 0);
        redis.read(key, LIMIT)
                .flatMap(read -> redis.read(first, LIMIT)
                        .flatMap(there -> redis.fill(first, read.entry().orElseThrow(), there.ticket())))
                .block(LIMIT);
        AtomicReference<byte[]> value = new AtomicReference<>();
        byte[] name = ClusterKeys.name(first);
        ClusterKeys.at(CLUSTER, name, plain -> value.set(plain.bytes().get(name)));
        fill(prefix, count, value.get());
    }

    private static String inOnePartition(String prefix, int number) {
        return prefix + (prefix.matches(".*:.*:") ? "" : "0:") + number;
    }

    private static void fill(String prefix, int count, byte[] bytes) {
        Map<String, byte[]> batch = new HashMap<>();
        for (int i = 0; i < count; i++) {
            batch.put(inOnePartition(prefix, i), bytes);
            if (batch.size() == 1_000 || i == count - 1) {
                set(batch);
                batch.clear();
            }
        }
    }

    private static void set(Map<String, byte[]> values) {
        Map<byte[], byte[]> named = new HashMap<>();
        values.forEach((key, bytes) -> named.put(ClusterKeys.name(key), bytes));
        byte[] first = named.keySet().iterator().next();
        ClusterKeys.at(CLUSTER, first, plain -> plain.bytes().mset(named));
    }

    @Test
    void ofEveryPrimaryAllIsSeenAndRemovedAndCounted() {
        String mine = "all-" + UUID.randomUUID();
        fillEverywhere(mine);

        assertThat(redis.scan(mine + ":").map(Swept::key).distinct().count().block(LIMIT))
                .isEqualTo(VALUES);
        assertThat(removed(mine)).isEqualTo(VALUES);
        assertThat(removed(mine)).isZero();
    }

    private static long removed(String mine) {
        Position next = new Position(LoadedEntry.at(5, LIMIT).stamp().epoch(), 0, 6);
        return redis.scan(mine + ":")
                .flatMap(value -> redis.removeBefore(value.key(), next), 64)
                .filter(removed -> removed)
                .count()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    @Test
    void aPrimaryThatCannotBeAskedMakesItFail() {
        String mine = "failing-" + UUID.randomUUID();
        fillEverywhere(mine);
        CLUSTER.primary(2).kill();

        StepVerifier.create(redis.scan(mine + ":").then())
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
    }

    /** What it holds may be met on neither of two primaries. */
    @Test
    void aSlotOnItsWayMakesItFail() {
        CLUSTER.beginMove(0, 0, 1);
        StepVerifier.create(redis.scan("moving:"))
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
        CLUSTER.cancelMove(0, 0, 1);
        awaitSweep();
    }

    @Test
    void aSlotThatMovedMeanwhileMakesItFail() {
        String mine = "meanwhile-" + UUID.randomUUID();
        fillEverywhere(mine);
        awaitSweep();

        StepVerifier.create(redis.scan(mine + ":"), 1)
                .expectNextCount(1)
                .then(() -> CLUSTER.move(1, 0, 1))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(value -> true)
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
        CLUSTER.move(1, 1, 0);
        awaitSweep();
    }

    private static void awaitSweep() {
        Eventually.within(LIMIT)
                .holds(
                        "settled",
                        () -> redis.scan("none:").count().onErrorReturn(1L).block(LIMIT) == 0);
    }

    private static void fillEverywhere(String cache) {
        Flux.range(0, VALUES)
                .map(i -> cache + ":" + i % 64 + ":" + i)
                .flatMap(
                        key -> redis.read(key, LIMIT)
                                .flatMap(read -> redis.fill(key, LoadedEntry.at(5, LIMIT), read.ticket())),
                        64)
                .all(stored -> stored)
                .block(LIMIT);
        assertThat(List.of(0, 1, 2))
                .allSatisfy(index -> assertThat(isSharedBy(index, cache)).isTrue());
    }

    private static boolean isSharedBy(int index, String cache) {
        try (Plain plain = new Plain(CLUSTER.uri(index))) {
            return !plain.commands().keys("{" + cache + ":*").isEmpty();
        }
    }

    private static boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(LIMIT));
    }

    private static void awaitAvailable() {
        redis.available().filter(present -> present).blockFirst(LIMIT);
    }
}
