package io.reactivecache.test.history;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.server.FaultyProxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** A node with a Redis that is far away: a proxy lies between them. Its loads and its writer take a while. */
final class FarNode implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int LONGEST_LOAD = 15;

    final FaultyProxy proxy;
    final ReactiveCache<Integer, Integer> cache;
    private final Map<Integer, Integer> acknowledged = new ConcurrentHashMap<>();
    private final AtomicReference<ToLongFunction<CacheMeter>> counts = new AtomicReference<>(meter -> 0);
    private final RedisRemoteStore store;

    /**
     * A node that is ready.
     *
     * @param patience how long it waits for an answer of Redis
     */
    FarNode(int redisPort, SharedRows rows, InvalidationLog log, Duration patience) {
        proxy = FaultyProxy.to("localhost", redisPort);
        store = RedisRemoteStore.create("redis://localhost:" + proxy.port());
        cache = ReactiveCaches.builder("far")
                .keys(Integer.class)
                .values(new IntegerCodec())
                .loader(key -> Mono.fromCallable(() -> rows.read(key)).delayElement(aWhile()))
                .writer((key, value) -> Mono.fromCallable(() -> rows.commit(key, value))
                        .delayElement(aWhile())
                        .then())
                .settings(settings -> settings.remote(remote -> remote.timeout(patience)))
                .metrics((name, meters, size, timings) -> {
                    counts.set(meters);
                    return Disposables.disposed();
                })
                .remote(store)
                .log(log)
                .build();
        store.available().filter(there -> there).next().then(cache.ready()).block(LIMIT);
    }

    static Duration aWhile() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(LONGEST_LOAD));
    }

    /** Notes that this node was told that a change is done. */
    void acknowledged(int key, int version) {
        acknowledged.merge(key, version, Math::max);
    }

    /** The newest change of a key this node was told is done. */
    int acknowledged(int key) {
        return acknowledged.getOrDefault(key, 0);
    }

    long count(CacheMeter meter) {
        return counts.get().applyAsLong(meter);
    }

    @Override
    public void close() {
        cache.close().block(LIMIT);
        store.dispose();
        proxy.close();
    }
}
