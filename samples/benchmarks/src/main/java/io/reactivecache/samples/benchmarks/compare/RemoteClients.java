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
import io.reactivecache.samples.benchmarks.compare.Calling.Proof;
import io.reactivecache.samples.benchmarks.compare.peer.JetCaches;
import io.reactivecache.samples.benchmarks.compare.peer.RedissonClients;
import io.reactivecache.samples.benchmarks.compare.peer.SpringData;
import io.reactivecache.test.server.RedisServer;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Everybody who reads and writes one Redis, each with the same values under keys of its own. */
final class RemoteClients implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String CACHE = "remote";
    private static final int AT_ONCE = 64;
    private static final String MAP = "redisson map";

    private final String value;
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
        value = Values.value(valueBytes);
        server.start();
        store = RedisRemoteStore.create(server.uri());
        cache = ReactiveCaches.builder(CACHE)
                .keys(String.class)
                .values(io.reactivecache.spi.Codecs.strings())
                .remote(store)
                .flight(flight -> flight.maxLoadTime(SOON))
                .settings(settings -> settings.remote(remote -> remote.fenceSlack(SOON))
                        .markers(markers -> markers.sweepInterval(SOON)))
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
        awaitTrust();
        fill();
    }

    /** What is stored in a new Redis counts as changed once, a fence later: nobody knows what it has lost. */
    private void awaitTrust() {
        raw.hkeys(CACHE + ":markers")
                .filter(field -> field.startsWith("c") || field.startsWith("o"))
                .hasElements()
                .filter(distrusted -> !distrusted)
                .repeatWhenEmpty(Integer.MAX_VALUE, tries -> tries.delayElements(POLL))
                .block(PATIENCE);
    }

    /** What cannot be stored is missed when a contender is checked. */
    private void fill() {
        fill(key -> oursWrites.put(key, value).then());
        fill(key -> raw.set("raw:" + key, value).then());
        fill(key -> springData.set("spring:" + key, value).then());
        fill(key -> springData.keep(key, value).then());
        fill(key -> redisson.set("redisson:" + key, value));
        fill(key -> redisson.map(MAP).fastPut(key, value).then());
        fill(key -> jetCache.set(key, value));
    }

    private static void fill(Function<String, Mono<Void>> set) {
        Flux.range(0, Values.KEYS)
                .flatMap(key -> set.apply(Values.key(key)).onErrorComplete(), AT_ONCE)
                .blockLast(PATIENCE);
    }

    /** Reads of single keys. */
    List<Contender> gets(int callers) {
        var map = redisson.map(MAP);
        return List.of(
                get("reactive-cache", Role.OURS, callers, ours::get),
                get("lettuce", Role.RAW, callers, key -> raw.get("raw:" + key)),
                get("spring data", Role.PEER, callers, key -> springData.get("spring:" + key)),
                get("spring data cache", Role.PEER, callers, springData::retrieve),
                get("redisson bucket", Role.PEER, callers, key -> redisson.get("redisson:" + key)),
                get("redisson map", Role.PEER, callers, map::get),
                get("jetcache", Role.PEER, callers, jetCache::get));
    }

    private Contender get(String name, Role role, int callers, Function<String, Mono<String>> get) {
        Proof proof = new Proof(get.apply(Values.key(0)), value);
        return new Calling(name, role, callers, call -> get.apply(Values.key(call)), proof);
    }

    /** Reads of so many keys at once. */
    List<Contender> getAlls(int keys, int callers) {
        return List.of(
                getAll(
                        "reactive-cache",
                        Role.OURS,
                        keys,
                        callers,
                        (from, many) -> ours.getAll(keys("", from, many))
                                .map(read -> read.values().values())),
                getAll(
                        "lettuce",
                        Role.RAW,
                        keys,
                        callers,
                        (from, many) -> mget(keys("raw:", from, many)).map(Map::values)),
                getAll(
                        "spring data",
                        Role.PEER,
                        keys,
                        callers,
                        (from, many) -> springData.get(keys("spring:", from, many))),
                getAll(
                        "redisson buckets",
                        Role.PEER,
                        keys,
                        callers,
                        (from, many) ->
                                redisson.get(keys("redisson:", from, many)).map(Map::values)));
    }

    private Contender getAll(
            String name,
            Role role,
            int keys,
            int callers,
            BiFunction<Integer, Integer, Mono<? extends Collection<String>>> get) {
        Proof proof = new Proof(get.apply(0, keys).map(List::copyOf), Collections.nCopies(keys, value));
        return new Calling(name, role, callers, call -> get.apply(call, keys), proof);
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
    List<Contender> puts(int callers) {
        return List.of(
                put("reactive-cache", Role.OURS, callers, oursWrites::put, ours::get),
                put(
                        "lettuce",
                        Role.RAW,
                        callers,
                        (key, put) -> raw.set("raw:" + key, put),
                        key -> raw.get("raw:" + key)),
                put(
                        "spring data",
                        Role.PEER,
                        callers,
                        (key, put) -> springData.set("spring:" + key, put),
                        key -> springData.get("spring:" + key)),
                put(
                        "redisson bucket",
                        Role.PEER,
                        callers,
                        (key, put) -> redisson.set("redisson:" + key, put),
                        key -> redisson.get("redisson:" + key)),
                put("jetcache", Role.PEER, callers, jetCache::set, jetCache::get));
    }

    /** The proof writes another value than is there, and reads it. */
    private Contender put(
            String name,
            Role role,
            int callers,
            BiFunction<String, String, Mono<?>> put,
            Function<String, Mono<String>> get) {
        String key = Values.key(0);
        String other = "w" + value.substring(1);
        Proof proof = new Proof(put.apply(key, other).then(Mono.defer(() -> get.apply(key))), other);
        return new Calling(name, role, callers, call -> put.apply(Values.key(call), value), proof);
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
