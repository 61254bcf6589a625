package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RestoreArgs;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XTrimArgs;
import io.reactivecache.InvalidConfigException;
import io.reactivecache.Position;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.InvalidationLogContract;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

@RedisTest
class RedisStreamLogTest extends InvalidationLogContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final byte[] PAYLOAD = {1};

    private final RedisServer redis;
    private final String name = "log-" + UUID.randomUUID();
    private final List<RedisRemoteStore> stores = new ArrayList<>();

    RedisStreamLogTest(RedisServer redis) {
        this.redis = redis;
    }

    @Override
    protected InvalidationLog newLog() {
        return log(PARTITIONS, 100_000);
    }

    @Override
    protected InvalidationLog otherNode(InvalidationLog log) {
        return newLog();
    }

    private RedisStreamLog log(int partitions, long maxLength) {
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        stores.add(store);
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
        return RedisStreamLog.on(store)
                .name(name)
                .partitions(partitions)
                .maxLength(maxLength)
                .build();
    }

    @Override
    protected void killServer() {
        redis.kill();
    }

    @Override
    protected void startServer() {
        redis.start();
    }

    @Override
    protected boolean isAnotherLogAfterRestart() {
        return true;
    }

    @Override
    protected void forgetRecords() {
        forStreams((plain, partition) -> plain.commands().xtrim(stream(partition), XTrimArgs.Builder.maxlen(0)));
    }

    @Override
    protected void recreateLog() {
        forStreams((plain, partition) -> plain.commands().del(stream(partition)));
        with(plain -> plain.commands().del("{" + name + "}:log"));
    }

    @AfterEach
    void disposeStores() {
        stores.forEach(RedisRemoteStore::dispose);
    }

    private String stream(int partition) {
        return "{" + name + "}:log:" + partition;
    }

    private interface ForStream {
        void run(Plain plain, int partition);
    }

    private void forStreams(ForStream step) {
        with(plain -> {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                step.run(plain, partition);
            }
        });
    }

    private void with(Consumer<Plain> step) {
        try (Plain plain = new Plain(redis.uri())) {
            step.accept(plain);
        }
    }

    @Test
    void theNumberOfPartitionsOfALogThatExistsWins() {
        log(2, 100).end().block(LIMIT);

        assertThat(log(5, 100).end().block(LIMIT).partitions()).isEqualTo(2);
        assertThatThrownBy(() -> log(5, 100).append(2, PAYLOAD).block(LIMIT))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void onlyTheNewestRecordsAreKept() {
        RedisStreamLog log = log(1, 100);
        Flux.range(0, 5_000).flatMap(i -> log.append(0, PAYLOAD), 64).blockLast(LIMIT);

        with(plain -> assertThat(plain.commands().xlen(stream(0))).isBetween(100L, 500L));
    }

    @Test
    void aTailThatLagsBehindTheRecordsKeptIsReset() {
        RedisStreamLog log = log(1, 100);
        LogPositions start = log.end().block(LIMIT);
        Flux.range(0, 5_000).flatMap(i -> log.append(0, PAYLOAD), 64).blockLast(LIMIT);
        TailRecorder tail = TailRecorder.of(log, Optional.of(start));

        assertThat(tail.await(1).events().get(0)).isEqualTo(new Reset(log.end().block(LIMIT)));
    }

    @Test
    void aStreamThatWasDeletedAloneIsAResetAndTheLogGoesOn() {
        RedisStreamLog log = log(1, 100);
        TailRecorder tail = TailRecorder.of(log, Optional.empty(), 1).await(1);
        Flux.range(0, 3_000).concatMap(i -> log.append(0, PAYLOAD)).blockLast(LIMIT);
        with(plain -> plain.commands().del(stream(0)));
        Position after = log.append(0, PAYLOAD).block(LIMIT);
        tail.request(Long.MAX_VALUE);

        Eventually.within(LIMIT)
                .holds(
                        "reset",
                        () -> tail.resets().stream()
                                .anyMatch(reset -> reset.positions().position(0).reflects(after)));
    }

    /** As somebody does who restores its keys from a copy. */
    @Test
    void aLogThatWasPutBackIsAReset() {
        RedisStreamLog log = log(1, 100);
        log.append(0, PAYLOAD).block(LIMIT);
        TailRecorder tail = TailRecorder.of(log, Optional.empty()).await(1);
        with(plain -> {
            List<String> keys = List.of("{" + name + "}:log", stream(0));
            List<byte[]> copies =
                    keys.stream().map(key -> plain.commands().dump(key)).toList();
            log.append(0, PAYLOAD).block(LIMIT);
            tail.await(2);
            RestoreArgs replacing = new RestoreArgs().replace();
            for (int i = 0; i < copies.size(); i++) {
                plain.commands().restore(keys.get(i), copies.get(i), replacing);
            }
        });

        assertThat(tail.awaitResets(2).resets().get(1).positions())
                .isEqualTo(log.end().block(LIMIT));
    }

    @Test
    void aRecordSomebodyElsePutThereDoesNotStopTheLog() {
        RedisStreamLog log = log(1, 100);
        TailRecorder tail = TailRecorder.of(log, Optional.empty()).await(1);
        with(plain -> plain.commands().xadd(stream(0), new XAddArgs(), Map.of("foreign", PAYLOAD)));
        tail.awaitResets(2);
        Position after = log.append(0, PAYLOAD).block(LIMIT);

        Eventually.within(LIMIT)
                .holds(
                        "goes on",
                        () -> tail.records().stream()
                                .anyMatch(record -> record.position().equals(after)));
        assertThat(tail.resets()).hasSize(2);
    }

    /** The connection of a tail ends with it, and the read that waits on it. */
    @Test
    void aCancelledTailDropsNoError() {
        Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
        Hooks.onErrorDropped(dropped::add);
        RedisStreamLog log = log(1, 100);
        with(plain -> {
            for (int round = 0; round < 10; round++) {
                TailRecorder tail = TailRecorder.of(log, Optional.empty()).await(1);
                Eventually.within(LIMIT)
                        .holds(
                                "waits for a record",
                                () -> !plain.commands().info("clients").contains("blocked_clients:0"));
                tail.cancel();
            }
        });
        Eventually.within(LIMIT).holds("ended", () -> stores.stream().allMatch(store -> store.connections() == 1));
        Hooks.resetOnErrorDropped();

        assertThat(dropped).isEmpty();
    }

    @Test
    void whatIsNoLogIsRefused() {
        with(plain -> plain.commands().set("{" + name + "}:log", PAYLOAD));

        assertThatThrownBy(() -> newLog().end().block(LIMIT)).isInstanceOf(RemoteUnavailableException.class);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> RedisStreamLog.on(stores.get(0))
                        .name("a b")
                        .partitions(0)
                        .maxLength(0)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        invalid -> assertThat(invalid.problems()).hasSize(3));
    }
}
