package io.reactivecache.samples.benchmarks.compare;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.reactivecache.CacheReads;
import io.reactivecache.CacheWrites;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.samples.benchmarks.compare.peer.JetCaches;
import io.reactivecache.samples.benchmarks.compare.peer.RedissonClients;
import io.reactivecache.samples.benchmarks.compare.peer.SpringData;
import io.reactivecache.test.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Everybody who reads and writes one Redis, each with the same values under keys of its own. */
final class RemoteClients implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 64;

    private final RedisServer server = RedisServer.builder().build();
    private final RedisRemoteStore store;
    private final ReactiveCache<String, String> cache;
    private final RedisClient client;
    final CacheReads<String, String> ours;
    final CacheWrites<String, String> oursWrites;
    final RedisReactiveCommands<String, String> raw;
    final SpringData springData;
    final RedissonClients redisson;
    final JetCaches jetCache;

    /** Starts the server, and stores values of so many bytes. */
    RemoteClients(int valueBytes) {
        server.start();
        store = RedisRemoteStore.create(server.uri());
        cache = ReactiveCaches.builder("remote")
                .keys(String.class)
                .values(io.reactivecache.spi.Codecs.strings())
                .remote(store)
                .build();
        ours = cache.with(ReadOptions.none().remoteOnly());
        oursWrites = cache.with(WriteOptions.none().remoteOnly());
        client = RedisClient.create(server.uri());
        raw = client.connect().reactive();
        springData = new SpringData(server.uri());
        redisson = new RedissonClients(server.uri());
        jetCache = new JetCaches(server.uri());
        store.available().filter(present -> present).blockFirst(PATIENCE);
        cache.ready().block(PATIENCE);
        fill(Values.value(valueBytes));
    }

    private void fill(String value) {
        fill(key -> oursWrites.put(key, value).then());
        fill(key -> raw.set("raw:" + key, value).then());
        fill(key -> springData.set("spring:" + key, value).then());
        fill(key -> redisson.set("redisson:" + key, value));
        fill(key -> redisson.map("redisson map").fastPut(key, value).then());
        fill(key -> jetCache.set(key, value));
    }

    private static void fill(Function<String, Mono<Void>> set) {
        Flux.range(0, Values.KEYS)
                .flatMap(key -> set.apply(Values.key(key)), AT_ONCE)
                .blockLast(PATIENCE);
    }

    /** Reads of single keys. */
    List<Contender> gets(int callers) {
        var map = redisson.map("redisson map");
        return List.of(
                new Calling("reactive-cache", Role.OURS, callers, call -> ours.get(Values.key(call))),
                new Calling("lettuce", Role.RAW, callers, call -> raw.get("raw:" + Values.key(call))),
                new Calling("spring data", Role.PEER, callers, call -> springData.get("spring:" + Values.key(call))),
                new Calling(
                        "redisson bucket", Role.PEER, callers, call -> redisson.get("redisson:" + Values.key(call))),
                new Calling("redisson map", Role.PEER, callers, call -> map.get(Values.key(call))),
                new Calling("jetcache", Role.PEER, callers, call -> jetCache.get(Values.key(call))));
    }

    /** Reads of so many keys at once. */
    List<Contender> getAlls(int keys, int callers) {
        return List.of(
                new Calling("reactive-cache", Role.OURS, callers, call -> ours.getAll(keys("", call, keys))),
                new Calling("lettuce", Role.RAW, callers, call -> mget(keys("raw:", call, keys))),
                new Calling("spring data", Role.PEER, callers, call -> springData.get(keys("spring:", call, keys))),
                new Calling(
                        "redisson buckets",
                        Role.PEER,
                        callers,
                        call -> redisson.buckets()
                                .get(keys("redisson:", call, keys).toArray(String[]::new))));
    }

    private Mono<Map<String, String>> mget(List<String> keys) {
        return raw.mget(keys.toArray(String[]::new))
                .filter(KeyValue::hasValue)
                .collectMap(KeyValue::getKey, KeyValue::getValue);
    }

    private static List<String> keys(String prefix, int call, int count) {
        return IntStream.range(call, call + count)
                .mapToObj(key -> prefix + Values.key(key))
                .collect(Collectors.toList());
    }

    /** Writes of single values. */
    List<Contender> puts(String value, int callers) {
        return List.of(
                new Calling("reactive-cache", Role.OURS, callers, call -> oursWrites.put(Values.key(call), value)),
                new Calling("lettuce", Role.RAW, callers, call -> raw.set("raw:" + Values.key(call), value)),
                new Calling(
                        "spring data", Role.PEER, callers, call -> springData.set("spring:" + Values.key(call), value)),
                new Calling(
                        "redisson bucket",
                        Role.PEER,
                        callers,
                        call -> redisson.set("redisson:" + Values.key(call), value)),
                new Calling("jetcache", Role.PEER, callers, call -> jetCache.set(Values.key(call), value)));
    }

    @Override
    public void close() {
        cache.close().block();
        store.dispose();
        client.shutdown();
        springData.close();
        redisson.close();
        jetCache.close();
        server.close();
    }
}
