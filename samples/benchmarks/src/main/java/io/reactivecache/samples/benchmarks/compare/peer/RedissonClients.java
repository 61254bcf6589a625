package io.reactivecache.samples.benchmarks.compare.peer;

import org.redisson.Redisson;
import org.redisson.api.RBucketsReactive;
import org.redisson.api.RLocalCachedMapReactive;
import org.redisson.api.RMapReactive;
import org.redisson.api.RedissonClient;
import org.redisson.api.RedissonReactiveClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.api.options.MapOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import reactor.core.publisher.Mono;

/** Redisson's reactive objects of a Redis, with strings as they are. */
public final class RedissonClients implements AutoCloseable {

    private final RedissonClient owner;
    private final RedissonReactiveClient client;

    /** Connects. */
    public RedissonClients(String uri) {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.useSingleServer().setAddress(uri);
        owner = Redisson.create(config);
        client = owner.reactive();
    }

    /** A map with a copy in this process of what was read. */
    public RLocalCachedMapReactive<Long, String> localCachedMap(String name) {
        return client.getLocalCachedMap(
                LocalCachedMapOptions.<Long, String>name(name).cacheSize(0));
    }

    /** A map, which is a hash of Redis. */
    public RMapReactive<String, String> map(String name) {
        return client.getMap(MapOptions.name(name));
    }

    /** Reads a value. */
    public Mono<String> get(String key) {
        return client.<String>getBucket(key).get();
    }

    /** Writes a value. */
    public Mono<Void> set(String key, String value) {
        return client.<String>getBucket(key).set(value);
    }

    /** Many values at once. */
    public RBucketsReactive buckets() {
        return client.getBuckets();
    }

    @Override
    public void close() {
        owner.shutdown();
    }
}
