package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOrder;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.fault.Hold;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.RemoteOperation;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/**
 * A put that fails at each of its steps, by a writer that is cut off from Redis there. It names the step, and nobody has the new
 * value unless the truth has it.
 */
@RedisTest
class WriteStepsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String KEY = "key";

    private final String name = "steps-" + UUID.randomUUID();
    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final RedisServer redis;
    private final FaultyProxy toStore;
    private final FaultyProxy toLog;
    private volatile boolean refusing;

    WriteStepsTest(RedisServer redis) {
        this.redis = redis;
        this.toStore = FaultyProxy.to("127.0.0.1", redis.port());
        this.toLog = FaultyProxy.to("127.0.0.1", redis.port());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        toStore.close();
        toLog.close();
    }

    @Test
    void begin() {
        rows.put(KEY, "old");
        toLog.refuse();
        ReactiveCache<String, String> writer = writer(this::recorded, store(toStore.port()), false);
        failed(writer, Step.BEGIN, false);

        assertThat(rows).containsEntry(KEY, "old");
        nobodyHasTheNewValue(other(this::recorded));
    }

    @ParameterizedTest
    @EnumSource
    void truth(WriteOrder order) {
        rows.put(KEY, "old");
        ReactiveCache<String, String> other = other(this::recorded);
        ReactiveCache<String, String> writer = writer(this::recorded, store(toStore.port()), true);
        assertThat(writer.get(KEY).block(LIMIT)).isEqualTo("old");
        refusing = true;
        WriteFailedException failure =
                failure(writer.with(WriteOptions.none().order(order)).put(KEY, "new"));

        assertThat(failure.step()).isEqualTo(Step.TRUTH);
        assertThat(failure.announced()).isTrue();
        nobodyHasTheNewValue(other);
        assertThat(writer.get(KEY).block(LIMIT)).isEqualTo("old");
    }

    @Test
    void closing() {
        ReactiveCache<String, String> other = other(builder -> builder);
        other.put(KEY, "old").block(LIMIT);
        ReactiveCache<String, String> writer = writer(builder -> builder, store(toStore.port()), true);
        cut(toStore);
        failed(writer, Step.CLOSE, false);

        nobodyHasTheNewValue(other);
    }

    @Test
    void announce() {
        rows.put(KEY, "old");
        ReactiveCache<String, String> other = other(this::recorded);
        assertThat(other.get(KEY).block(LIMIT)).isEqualTo("old");
        ReactiveCache<String, String> writer = writer(this::recorded, store(toStore.port()), true);
        cut(toLog);
        failed(writer, Step.ANNOUNCE, false);

        assertThat(rows).containsEntry(KEY, "new");
        assertThat(stored()).isNotEqualTo(Optional.of("new"));
        assertThat(other.get(KEY).block(LIMIT)).isEqualTo("old");
    }

    @Test
    void settle() {
        ReactiveCache<String, String> other = other(builder -> builder);
        other.put(KEY, "old").block(LIMIT);
        FaultyRemoteStore store = new FaultyRemoteStore(store(toStore.port()));
        ReactiveCache<String, String> writer = writer(builder -> builder, store, true);
        Hold held = store.hold(RemoteOperation.STORE);
        CompletableFuture<?> put = writer.put(KEY, "new").toFuture();
        held.arrived().block(LIMIT);
        cut(toStore);
        held.release();

        assertThat(put)
                .failsWithin(LIMIT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(WriteFailedException.class, failure -> {
                    assertThat(failure.step()).isEqualTo(Step.SETTLE);
                    assertThat(failure.announced()).isTrue();
                });
        nobodyHasTheNewValue(other);
        assertThat(writer.get(KEY).blockOptional(LIMIT)).isNotEqualTo(Optional.of("new"));
    }

    @Test
    void computeSettle() {
        ReactiveCache<String, String> other = other(builder -> builder);
        other.put(KEY, "old").block(LIMIT);
        FaultyRemoteStore store = new FaultyRemoteStore(store(toStore.port()));
        ReactiveCache<String, String> writer = writer(builder -> builder, store, true);
        Hold held = store.hold(RemoteOperation.STORE);
        CompletableFuture<?> compute =
                writer.compute(KEY, there -> Mono.just("new")).toFuture();
        held.arrived().block(LIMIT);
        cut(toStore);
        held.release();

        assertThat(compute).failsWithin(LIMIT);
        nobodyHasTheNewValue(other);
    }

    private static void cut(FaultyProxy proxy) {
        proxy.refuse();
        proxy.reset();
    }

    private void nobodyHasTheNewValue(ReactiveCache<String, String> other) {
        assertThat(stored()).isNotEqualTo(Optional.of("new"));
        assertThat(other.get(KEY).blockOptional(LIMIT)).isNotEqualTo(Optional.of("new"));
    }

    /** What Redis keeps, whoever may use it. */
    private Optional<String> stored() {
        return store(redis.port())
                .read(name + ":0:" + KEY, LIMIT)
                .block(LIMIT)
                .entry()
                .map(entry -> new String(entry.payload().orElseThrow().bytes(), StandardCharsets.UTF_8))
                .map(json -> json.replace("\"", ""));
    }

    private static void failed(ReactiveCache<String, String> writer, Step step, boolean announced) {
        WriteFailedException failure = failure(writer.put(KEY, "new"));
        assertThat(failure.step()).isEqualTo(step);
        assertThat(failure.announced()).isEqualTo(announced);
    }

    private static WriteFailedException failure(Mono<?> write) {
        return write.<WriteFailedException>then(Mono.empty())
                .onErrorResume(WriteFailedException.class, Mono::just)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private CacheBuilder<String, String> recorded(CacheBuilder<String, String> builder) {
        return builder.loader(key -> Mono.fromCallable(() -> rows.get(key)))
                .writer((key, value) -> refusing
                        ? Mono.error(new IllegalStateException("refused"))
                        : Mono.fromRunnable(() -> rows.put(key, value)));
    }

    private ReactiveCache<String, String> other(UnaryOperator<CacheBuilder<String, String>> settings) {
        RedisRemoteStore store = store(redis.port());
        return node(settings, store, RedisStreamLog.on(store).name(name).build(), true);
    }

    private ReactiveCache<String, String> writer(
            UnaryOperator<CacheBuilder<String, String>> settings, RemoteStore store, boolean ready) {
        RedisRemoteStore log = RedisRemoteStore.create("redis://127.0.0.1:" + toLog.port());
        open.add(0, log::dispose);
        return node(settings, store, RedisStreamLog.on(log).name(name).build(), ready);
    }

    private ReactiveCache<String, String> node(
            UnaryOperator<CacheBuilder<String, String>> settings,
            RemoteStore store,
            RedisStreamLog log,
            boolean ready) {
        CacheBuilder<String, String> builder = ReactiveCaches.builder(name)
                .keys(String.class)
                .values(String.class)
                .remote(store)
                .log(log)
                .settings(config -> config.log(more -> more.announceTimeout(Duration.ofSeconds(2)))
                        .remote(remote -> remote.timeout(SHORT)));
        ReactiveCache<String, String> node = WatchedCaches.build(builder, settings);
        open.add(0, () -> node.close().block(LIMIT));
        if (ready) {
            node.ready().block(LIMIT);
        }
        return node;
    }

    private RedisRemoteStore store(int port) {
        RedisRemoteStore store = RedisRemoteStore.create("redis://127.0.0.1:" + port);
        store.available().filter(there -> there).blockFirst(LIMIT);
        open.add(store::dispose);
        return store;
    }
}
