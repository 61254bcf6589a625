package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteFailedException;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node is cut off from a real log while another one announces changes: how old is the oldest answer it gives? */
@RedisTest
@KafkaTest
final class StaleReadsTest {

    private static final Duration MAX = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofMillis(50);
    private static final Duration PROBE = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> KEYS =
            IntStream.range(0, 8).mapToObj(number -> "key-" + number).toList();

    private final String name = "stale-" + UUID.randomUUID();
    private final Ages ages = new Ages();
    private final List<Disposable> open = new ArrayList<>();
    private ReactiveCache<String, String> writer;
    private ReactiveCache<String, String> reader;

    @AfterEach
    void close() {
        writer.close().then(reader.close()).block(LIMIT);
        open.forEach(Disposable::dispose);
    }

    @Test
    void kafkaIsSilentForOneNode(RedisServer redis, KafkaServer kafka) {
        FaultyInvalidationLog log = new FaultyInvalidationLog(kafkaLog(kafka));
        writer = node(store(redis.uri()), kafkaLog(kafka));
        reader = node(store(redis.uri()), log);
        writeAndReadWhile(() -> {
            log.delivery().hold();
            log.beforeEnd(Fault.hang());
        });
        log.beforeEnd(Fault.NONE);
        log.delivery().open();
        assertBoundedAndBack();
    }

    @Test
    void kafkaAnswersWhereItEndsAndDeliversNothing(RedisServer redis, KafkaServer kafka) {
        FaultyInvalidationLog log = new FaultyInvalidationLog(kafkaLog(kafka));
        writer = node(store(redis.uri()), kafkaLog(kafka));
        reader = node(store(redis.uri()), log);
        writeAndReadWhile(() -> log.delivery().hold());
        log.delivery().open();
        assertBoundedAndBack();
    }

    @Test
    void theLinkToRedisSwallowsEverything(RedisServer redis) {
        URI uri = URI.create(redis.uri());
        FaultyProxy proxy = FaultyProxy.to(uri.getHost(), uri.getPort());
        open.add(proxy::close);
        RedisRemoteStore near = store(redis.uri());
        RedisRemoteStore far = store("redis://127.0.0.1:" + proxy.port());
        writer = node(near, streamLog(near));
        reader = node(far, streamLog(far));
        writeAndReadWhile(proxy::blackHole);
        proxy.heal();
        assertBoundedAndBack();
    }

    @Test
    void kafkaIsStopped(RedisServer redis, KafkaServer kafka) {
        writer = node(store(redis.uri()), kafkaLog(kafka));
        reader = node(store(redis.uri()), kafkaLog(kafka));
        readWhileStopped(kafka::pause, kafka::resume);
    }

    @Test
    void redisStreamsIsStopped(RedisServer redis) {
        RedisRemoteStore near = store(redis.uri());
        RedisRemoteStore far = store(redis.uri());
        writer = node(near, streamLog(near));
        reader = node(far, streamLog(far));
        readWhileStopped(redis::pause, redis::resume);
    }

    /** One node announces changes the whole time; after a second the other is cut off. */
    private void writeAndReadWhile(Runnable cut) {
        Disposable writing = writing();
        read(Duration.ofSeconds(1), this::note);
        awaitInTouch();
        cut.run();
        read(MAX.multipliedBy(2), this::note);
        writing.dispose();
    }

    private void assertBoundedAndBack() {
        awaitInTouch();
        read(MAX, this::note);

        assertThat(ages.reads()).isGreaterThan(1_000);
        assertThat(ages.oldest()).isBetween(MAX.dividedBy(4), MAX.plus(SLACK));
    }

    /** Nobody can announce anything meanwhile; rows change all the same, and are loaded once the bound is reached. */
    private void readWhileStopped(Runnable stop, Runnable resume) {
        read(Duration.ofSeconds(1), this::note);
        awaitInTouch();
        stop.run();
        KEYS.forEach(ages::change);
        read(MAX.multipliedBy(2), (key, value, began) -> ages.answeredSinceChange(key, value, began));
        resume.run();

        assertThat(ages.reads()).isGreaterThan(1_000);
        assertThat(ages.oldest()).isBetween(MAX.dividedBy(4), MAX.plus(SLACK));
        awaitInTouch();
    }

    private void awaitInTouch() {
        Eventually.within(LIMIT).holds("in touch", () -> log(reader) == State.UP);
    }

    /** A change that could not be announced is none that a reader has to hear of. */
    private Disposable writing() {
        return Flux.interval(Duration.ofMillis(4))
                .onBackpressureDrop()
                .flatMap(
                        tick -> {
                            String key = KEYS.get((int) (tick % KEYS.size()));
                            int version = ages.change(key);
                            return writer.invalidate(key)
                                    .doOnNext(position -> ages.announced(key, version))
                                    .onErrorResume(WriteFailedException.class, failure -> Mono.empty());
                        },
                        256)
                .subscribe();
    }

    private void note(String key, String value, long began) {
        ages.answered(key, value, began);
    }

    private void read(Duration time, Answer answer) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            for (String key : KEYS) {
                long began = System.nanoTime();
                String value = reader.get(key).block(LIMIT);
                answer.note(key, value, began);
            }
        }
    }

    @FunctionalInterface
    private interface Answer {
        void note(String key, String value, long began);
    }

    private static State log(ReactiveCache<?, ?> node) {
        return node.health().block(LIMIT).log();
    }

    private RedisRemoteStore store(String uri) {
        RedisRemoteStore store = RedisRemoteStore.builder()
                .uri(uri)
                .commandTimeout(Duration.ofMillis(300))
                .build();
        open.add(store);
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
        return store;
    }

    private InvalidationLog streamLog(RedisRemoteStore store) {
        return RedisStreamLog.on(store).name(name).partitions(4).build();
    }

    private InvalidationLog kafkaLog(KafkaServer kafka) {
        KafkaInvalidationLog log = KafkaInvalidationLog.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic(name)
                .partitions(4)
                .build();
        open.add(0, log);
        return log;
    }

    private ReactiveCache<String, String> node(RedisRemoteStore store, InvalidationLog log) {
        ReactiveCache<String, String> node = WatchedCaches.build(ReactiveCaches.builder(name)
                .keys(String.class)
                .values(String.class)
                .maxStaleness(MAX)
                .staleness(staleness -> staleness.probeInterval(PROBE))
                .settings(settings -> settings.remote(remote -> remote.timeout(Duration.ofMillis(200))))
                .loader(ages::load)
                .remote(store)
                .log(log));
        node.ready().block(LIMIT);
        return node;
    }
}
