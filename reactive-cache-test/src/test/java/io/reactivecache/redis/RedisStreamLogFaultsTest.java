package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A log that is appended to all the while, as its Redis is killed and paused and its network fails. */
@RedisTest(persistent = true)
class RedisStreamLogFaultsTest {

    private static final int PARTITIONS = 3;
    private static final int ROUNDS = Integer.getInteger("stream.rounds", 6);
    private static final long SEED = Long.getLong("stream.seed", 11);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(60));
    private static final byte[] PAYLOAD = {1};

    private final RedisServer redis;
    private final Queue<Position> acknowledged = new ConcurrentLinkedQueue<>();
    private FaultyProxy proxy;
    private RedisRemoteStore here;
    private RedisRemoteStore there;
    private TailRecorder tail;
    private Disposable appends;

    RedisStreamLogFaultsTest(RedisServer redis) {
        this.redis = redis;
    }

    @BeforeEach
    void begin() {
        String name = "faults-" + UUID.randomUUID();
        proxy = FaultyProxy.to("localhost", redis.port());
        here = store(redis.port());
        there = store(proxy.port());
        tail = TailRecorder.following(new ResumingLog(log(there, name)));
        SOON.holds("begun", () -> !tail.events().isEmpty());
        appends = appends(log(here, name)).subscribe();
        SOON.holds("appended", () -> !acknowledged.isEmpty());
    }

    private static RedisRemoteStore store(int port) {
        return RedisRemoteStore.builder()
                .uri("redis://localhost:" + port)
                .probeInterval(SHORT)
                .reconnectBackoff(Duration.ofMillis(10), SHORT)
                .build();
    }

    private static InvalidationLog log(RedisRemoteStore store, String name) {
        return RedisStreamLog.on(store).name(name).partitions(PARTITIONS).build();
    }

    private Flux<Position> appends(InvalidationLog log) {
        return Flux.interval(Duration.ofMillis(1), Schedulers.boundedElastic())
                .onBackpressureDrop()
                .flatMap(tick -> log.append((int) (tick % PARTITIONS), PAYLOAD).onErrorResume(lost -> Mono.empty()), 16)
                .doOnNext(acknowledged::add);
    }

    @AfterEach
    void end() {
        appends.dispose();
        tail.cancel();
        here.dispose();
        there.dispose();
        proxy.close();
    }

    @Test
    void noAcknowledgedRecordIsLostWhileTheNetworkFails() {
        Random chance = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            cut(chance);
        }
        appends.dispose();
        SOON.holds("all there", () -> undelivered().isEmpty());

        assertThat(tail.resets()).hasSize(1);
        assertThat(tail.isWithoutGap()).isTrue();
    }

    @Test
    void noAcknowledgedRecordIsLostWithoutAResetWhileRedisFails() {
        Random chance = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            if (chance.nextInt(3) == 0) {
                cut(chance);
            } else {
                fail(chance);
            }
        }
        SOON.holds("appends go on", this::appends);
        appends.dispose();
        SOON.holds("all there, or reset", () -> lost().isEmpty());

        assertThat(tail.isWithoutGap()).isTrue();
    }

    private boolean appends() {
        int before = acknowledged.size();
        return SOON.reached(() -> acknowledged.size() > before + 100);
    }

    private void cut(Random chance) {
        int retries = tail.retries();
        if (chance.nextBoolean()) {
            proxy.reset();
        } else {
            proxy.blackHole();
        }
        SOON.holds("lost", () -> tail.retries() > retries);
        proxy.heal();
        assertThat(appends()).isTrue();
    }

    private void fail(Random chance) {
        int retries = tail.retries();
        if (chance.nextBoolean()) {
            redis.kill();
            redis.start();
        } else {
            redis.pause();
            SOON.holds("lost", () -> tail.retries() > retries);
            redis.resume();
        }
        assertThat(appends()).isTrue();
    }

    private List<Position> undelivered() {
        Set<Position> delivered = new HashSet<>();
        tail.records().stream().map(Appended::position).forEach(delivered::add);
        return acknowledged.stream()
                .filter(position -> !delivered.contains(position))
                .toList();
    }

    /** What was neither delivered nor is covered by a reset: at its position or later, or into a later epoch. */
    private List<Position> lost() {
        long epoch = tail.resets().get(tail.resets().size() - 1).positions().epoch();
        return undelivered().stream()
                .filter(position -> position.epoch() == epoch)
                .filter(position -> tail.resets().stream()
                        .noneMatch(reset ->
                                reset.positions().position(position.partition()).reflects(position)))
                .toList();
    }
}
