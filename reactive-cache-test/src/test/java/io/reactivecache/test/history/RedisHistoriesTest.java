package io.reactivecache.test.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Lookup;
import io.reactivecache.ReadOptions;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Promise 4, that a late fill never overwrites an invalidation, with a real Redis whose answers come late, some after who
 * asked has given up, and some not at all. Each key is a history of its own: calls at random times at two nodes.
 */
@RedisTest
@Timeout(120)
class RedisHistoriesTest {

    private static final int HISTORIES = 2_000;
    private static final int AT_ONCE = 100;
    private static final int CALLS = 10;
    private static final int SPREAD = 80;
    private static final Duration IMPATIENT = Duration.ofMillis(30);
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration LAG = Duration.ofMillis(60);
    private static final Duration DELAY = Duration.ofMillis(1);
    private static final Duration JITTER = Duration.ofMillis(25);
    private static final Duration BETWEEN_RESETS = Duration.ofMillis(400);

    private final SharedRows rows = new SharedRows();
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(4);
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong fenced = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private List<FarNode> nodes = List.of();

    @BeforeEach
    void start(RedisServer redis) {
        nodes = List.of(node(redis, IMPATIENT), node(redis, IMPATIENT));
    }

    private FarNode node(RedisServer redis, Duration patience) {
        return new FarNode(redis.port(), rows, new LateLog(log, LAG), patience);
    }

    @AfterEach
    void close() {
        nodes.forEach(FarNode::close);
    }

    @Test
    void noLateReplyBringsBackAnOlderValue(RedisServer redis) {
        nodes.forEach(node -> node.proxy.delayReplies(DELAY, JITTER));
        Disposable resetting = resets().subscribe();
        Flux.range(0, HISTORIES).flatMap(this::history, AT_ONCE).then().block(Duration.ofSeconds(60));
        resetting.dispose();
        nodes.forEach(node -> node.proxy.heal());

        awaitApplied();

        assertThat(violations).isEmpty();
        try (FarNode newcomer = node(redis, PATIENT)) {
            Eventually.within(PATIENT).passes(() -> assertStoredIsRight(newcomer)); // before a read can put it right
            assertReadsAreRight(List.of(newcomer));
        }
        assertReadsAreRight(nodes);
        assertThat(count(CacheMeter.REMOTE_STORED)).isPositive();
        assertThat(count(CacheMeter.REMOTE_REJECTED)).isPositive();
        assertThat(count(CacheMeter.REMOTE_FAILURE)).isPositive();
        assertThat(fenced).hasPositiveValue();
        assertThat(resets).hasPositiveValue();
    }

    /** A record may be on its way to a node still when its writer is told: another thread brings it there. */
    private void awaitApplied() {
        LogPositions end = Objects.requireNonNull(log.end().block());
        long records = Arrays.stream(end.offsets()).map(offset -> offset + 1).sum();
        nodes.forEach(node -> Eventually.within(FarNode.LIMIT)
                .holds("all applied", () -> node.count(CacheMeter.LOG_APPLIED) >= records));
    }

    /** Breaks the connections of one node or the other, now and then. */
    private Flux<Long> resets() {
        return Flux.interval(BETWEEN_RESETS, Schedulers.boundedElastic()).doOnNext(turn -> {
            nodes.get((int) (turn % nodes.size())).proxy.reset();
            resets.incrementAndGet();
        });
    }

    private Mono<Void> history(int key) {
        return Flux.range(0, CALLS)
                .flatMap(call -> Mono.delay(Duration.ofMillis(random(SPREAD))).then(call(key)))
                .then();
    }

    private Mono<?> call(int key) {
        return Mono.defer(() -> {
                    FarNode node = nodes.get(random(nodes.size()));
                    return switch (random(8)) {
                        case 0, 1 -> change(node, key);
                        case 2 -> put(node, key);
                        case 3 -> read(node, key).timeout(FarNode.aWhile());
                        default -> read(node, key);
                    };
                })
                .onErrorComplete();
    }

    private Mono<Lookup<Integer>> read(FarNode node, int key) {
        int wanted = node.acknowledged(key);
        return node.cache.lookup(key).doOnNext(answer -> {
            check("read", key, answer.value(), wanted);
            if (answer.fenced()) {
                fenced.incrementAndGet();
            }
        });
    }

    private Mono<?> change(FarNode node, int key) {
        int version = rows.commit(key, rows.make());
        return node.cache.invalidate(key).doOnNext(position -> node.acknowledged(key, version));
    }

    private Mono<?> put(FarNode node, int key) {
        int value = rows.make();
        return node.cache.put(key, value).doOnNext(position -> node.acknowledged(key, rows.version(key, value)));
    }

    private void check(String what, int key, int value, int wanted) {
        int version = rows.version(key, value);
        if (version < wanted) {
            violations.add(what + " at " + key + ": version " + version + " (expected: >= " + wanted + ")");
        }
    }

    private int acknowledged(int key) {
        return nodes.stream().mapToInt(node -> node.acknowledged(key)).max().orElseThrow();
    }

    private void assertReadsAreRight(List<FarNode> readers) {
        Flux.fromIterable(readers)
                .flatMap(node -> Flux.range(0, HISTORIES)
                        .flatMap(key -> node.cache
                                .get(key)
                                .doOnNext(value -> check("last read", key, value, acknowledged(key)))))
                .then()
                .block(FarNode.LIMIT);
        assertThat(violations).isEmpty();
    }

    /** What Redis missed is repaired in time. A read that failed would look like one that found nothing. */
    private void assertStoredIsRight(FarNode newcomer) {
        violations.clear();
        long failures = newcomer.count(CacheMeter.REMOTE_FAILURE);
        Flux.range(0, HISTORIES)
                .flatMap(key -> newcomer.cache
                        .with(ReadOptions.none().remoteOnly())
                        .get(key)
                        .doOnNext(value -> check("Redis", key, value, acknowledged(key))))
                .then()
                .block(FarNode.LIMIT);
        assertThat(violations).isEmpty();
        assertThat(newcomer.count(CacheMeter.REMOTE_FAILURE)).isEqualTo(failures);
    }

    private long count(CacheMeter meter) {
        return nodes.stream().mapToLong(node -> node.count(meter)).sum();
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
