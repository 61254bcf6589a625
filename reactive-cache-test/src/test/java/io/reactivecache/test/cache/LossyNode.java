package io.reactivecache.test.cache;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.FaultyProxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A node on a Redis it reaches through a network of its own, with a log that is lossy. It counts the reads that began after a
 * reset was applied and found less than had been acknowledged before.
 */
final class LossyNode implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    final FaultyProxy proxy;
    final WatchedLog log;
    final ReactiveCache<String, Integer> cache;
    private final RedisRemoteStore store;
    private final AtomicLong judged = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private volatile Map<String, Integer> floor = Map.of();

    LossyNode(String name, int port, VersionedRows rows, Function<RedisRemoteStore, InvalidationLog> logOf) {
        proxy = FaultyProxy.to("localhost", port);
        store = RedisRemoteStore.builder()
                .uri("redis://localhost:" + proxy.port())
                .probeInterval(SHORT)
                .reconnectBackoff(Duration.ofMillis(10), SHORT)
                .build();
        log = new WatchedLog(logOf.apply(store), () -> floor = rows.acknowledged());
        cache = WatchedCaches.build(ReactiveCaches.builder(name)
                .keys(String.class)
                .values(Integer.class)
                .loader(key -> Mono.fromSupplier(() -> rows.version(key)))
                .writer((key, version) -> Mono.fromRunnable(() -> rows.write(key, version)))
                .settings(config -> config.log(
                        more -> more.announceTimeout(Duration.ofSeconds(2)).reconnectBackoff(SHORT)))
                .remote(store)
                .log(log));
    }

    /** Reads a key and judges what it finds. A read that fails finds nothing. */
    Mono<Integer> read(String key) {
        return Mono.defer(() -> {
                    int least = floor.getOrDefault(key, 0);
                    return cache.get(key).doOnNext(found -> judge(found, least));
                })
                .onErrorComplete();
    }

    private void judge(int found, int least) {
        judged.incrementAndGet();
        if (found < least) {
            stale.incrementAndGet();
        }
    }

    /** How many reads were judged. */
    long judged() {
        return judged.get();
    }

    /** How many of them found less than they had to. */
    long stale() {
        return stale.get();
    }

    boolean isUp() {
        return cache.health()
                .map(health -> health.log() == State.UP && health.remote() == State.UP)
                .blockOptional(LIMIT)
                .orElse(false);
    }

    @Override
    public void close() {
        cache.close().block(LIMIT);
        store.dispose();
        proxy.close();
    }
}
