package io.reactivecache.samples.benchmarks.compare.peer;

import java.util.List;
import java.util.Map;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMapReactive;
import org.redisson.api.RMapReactive;
import org.redisson.api.RedissonClient;
import org.redisson.api.RedissonReactiveClient;
import org.redisson.api.map.MapWriterAsync;
import org.redisson.api.map.WriteMode;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.api.options.MapOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import reactor.core.publisher.Mono;

/** Redisson's reactive objects of a Redis, with strings as they are. */
public final class RedissonClients implements AutoCloseable {

    private final RedissonClient owner;
    private final RedissonReactiveClient client;

    /** Connects. The codec of the client stays that of Redisson, which keeps its own objects in Redis with it. */
    public RedissonClients(String uri) {
        Config config = new Config();
        config.useSingleServer().setAddress(uri);
        owner = Redisson.create(config);
        client = owner.reactive();
    }

    /** A map with a copy in this process of what was read. */
    public RLocalCachedMapReactive<Long, String> localCachedMap(String name) {
        return client.getLocalCachedMap(LocalCachedMapOptions.<Long, String>name(name)
                .codec(StringCodec.INSTANCE)
                .cacheSize(0));
    }

    /** A map, which is a hash of Redis. */
    public RMapReactive<String, String> map(String name) {
        return client.getMap(MapOptions.<String, String>name(name).codec(StringCodec.INSTANCE));
    }

    /** A map whose writes are given to a system of record later. */
    public RMapReactive<Long, String> writeBehindMap(String name, MapWriterAsync<Long, String> writer) {
        return client.getMap(MapOptions.<Long, String>name(name)
                .codec(StringCodec.INSTANCE)
                .writerAsync(writer)
                .writeMode(WriteMode.WRITE_BEHIND));
    }

    /** Reads a value. */
    public Mono<String> get(String key) {
        return client.<String>getBucket(key, StringCodec.INSTANCE).get();
    }

    /** Writes a value. */
    public Mono<Void> set(String key, String value) {
        return client.<String>getBucket(key, StringCodec.INSTANCE).set(value);
    }

    /** Many values at once. */
    public Mono<Map<String, String>> get(List<String> keys) {
        return client.getBuckets(StringCodec.INSTANCE).get(keys.toArray(String[]::new));
    }

    @Override
    public void close() {
        owner.shutdown();
    }
}
