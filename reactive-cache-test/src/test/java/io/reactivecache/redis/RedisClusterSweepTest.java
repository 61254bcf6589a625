package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Sweepable.Swept;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.SweepableContract;
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
    private static final ClusterStore STORE = new ClusterStore();

    @BeforeAll
    static void connect() {
        STORE.start();
    }

    @AfterEach
    void heal() {
        STORE.heal();
    }

    @AfterAll
    static void disconnect() {
        STORE.close();
    }

    @Override
    protected RemoteStore store() {
        return STORE.redis();
    }

    @Override
    protected Sweepable values() {
        return STORE.redis();
    }

    @Override
    protected void damage(String key) {
        set(Map.of(key, "not ours".getBytes(UTF_8)));
    }

    @Override
    protected void lose() {
        STORE.lose();
    }

    @Override
    protected void clutter(String prefix, int count) {
        fill(prefix, count, "not ours".getBytes(UTF_8));
    }

    /** The first is stored as any other: a value is of the primary it is on. */
    @Override
    protected void copy(String key, String prefix, int count) {
        String first = inOnePartition(prefix, 0);
        STORE.redis()
                .read(key, LIMIT)
                .flatMap(read -> STORE.redis()
                        .read(first, LIMIT)
                        .flatMap(there -> STORE.redis().fill(first, read.entry().orElseThrow(), there.ticket())))
                .block(LIMIT);
        AtomicReference<byte[]> value = new AtomicReference<>();
        byte[] name = ClusterKeys.name(first);
        ClusterKeys.at(STORE.cluster, name, plain -> value.set(plain.bytes().get(name)));
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
        ClusterKeys.at(STORE.cluster, first, plain -> plain.bytes().mset(named));
    }

    @Test
    void ofEveryPrimaryAllIsSeenAndRemovedAndCounted() {
        String mine = "all-" + UUID.randomUUID();
        fillEverywhere(mine);

        assertThat(STORE.redis()
                        .scan(mine + ":")
                        .map(Swept::key)
                        .distinct()
                        .count()
                        .block(LIMIT))
                .isEqualTo(VALUES);
        assertThat(removed(mine)).isEqualTo(VALUES);
        assertThat(removed(mine)).isZero();
    }

    private static long removed(String mine) {
        Position next = new Position(LoadedEntry.at(5, LIMIT).stamp().epoch(), 0, 6);
        return STORE.redis()
                .scan(mine + ":")
                .flatMap(value -> STORE.redis().removeBefore(value.key(), next), 64)
                .filter(removed -> removed)
                .count()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    @Test
    void aPrimaryThatCannotBeAskedMakesItFail() {
        String mine = "failing-" + UUID.randomUUID();
        fillEverywhere(mine);
        STORE.cluster.primary(2).kill();

        StepVerifier.create(STORE.redis().scan(mine + ":").then())
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
    }

    /** What it holds may be met on neither of two primaries. */
    @Test
    void aSlotOnItsWayMakesItFail() {
        STORE.cluster.beginMove(0, 0, 1);
        StepVerifier.create(STORE.redis().scan("moving:"))
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
        STORE.cluster.cancelMove(0, 0, 1);
        awaitSweep();
    }

    @Test
    void aSlotThatMovedMeanwhileMakesItFail() {
        String mine = "meanwhile-" + UUID.randomUUID();
        fillEverywhere(mine);
        awaitSweep();

        StepVerifier.create(STORE.redis().scan(mine + ":"), 1)
                .expectNextCount(1)
                .then(() -> STORE.cluster.move(1, 0, 1))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(value -> true)
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
        STORE.cluster.move(1, 1, 0);
        awaitSweep();
    }

    private static void awaitSweep() {
        Eventually.within(LIMIT)
                .holds(
                        "settled",
                        () -> STORE.redis()
                                        .scan("none:")
                                        .count()
                                        .onErrorReturn(1L)
                                        .block(LIMIT)
                                == 0);
    }

    private static void fillEverywhere(String cache) {
        Flux.range(0, VALUES)
                .map(i -> cache + ":" + i % 64 + ":" + i)
                .flatMap(
                        key -> STORE.redis()
                                .read(key, LIMIT)
                                .flatMap(read -> STORE.redis().fill(key, LoadedEntry.at(5, LIMIT), read.ticket())),
                        64)
                .all(stored -> stored)
                .block(LIMIT);
        assertThat(List.of(0, 1, 2))
                .allSatisfy(index -> assertThat(isSharedBy(index, cache)).isTrue());
    }

    private static boolean isSharedBy(int index, String cache) {
        try (Plain plain = new Plain(STORE.cluster.uri(index))) {
            return !plain.commands().keys("{" + cache + ":*").isEmpty();
        }
    }
}
