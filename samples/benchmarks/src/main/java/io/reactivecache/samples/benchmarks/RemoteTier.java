package io.reactivecache.samples.benchmarks;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.reactivecache.Position;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.test.server.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A Redis of its own with the same values for the remote store and for a plain connection of Lettuce. */
final class RemoteTier implements AutoCloseable {

    /** How many keys there are, numbered from zero. */
    static final int KEYS = 4_096;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofHours(1);

    private final RedisServer server = RedisServer.builder().build();
    private final RedisRemoteStore store;
    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final String[] keys = new String[KEYS];
    private final byte[][] names = new byte[KEYS][];

    /** Starts the server and stores a value of so many bytes under each key. */
    RemoteTier(int valueBytes) {
        server.start();
        store = RedisRemoteStore.create(server.uri());
        client = RedisClient.create(server.uri());
        connection = client.connect(ByteArrayCodec.INSTANCE);
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "benchmark:" + i;
            names[i] = keys[i].getBytes(StandardCharsets.UTF_8);
        }
        store.available().filter(present -> present).blockFirst(PATIENCE);
        Flux.range(0, KEYS).flatMap(i -> fill(keys[i], valueBytes)).blockLast(PATIENCE);
    }

    private Mono<Boolean> fill(String key, int valueBytes) {
        return read(key).flatMap(read -> store.fill(key, entry(valueBytes), read.ticket()));
    }

    private static StoredEntry entry(int valueBytes) {
        return new StoredEntry(
                new Position(1, 0, 1),
                Duration.ZERO,
                LONG,
                LONG,
                Duration.ZERO,
                Set.of(),
                Optional.empty(),
                Optional.of(new Payload(1, 0, 1, 0, new byte[valueBytes])));
    }

    /** Reads a key through the remote store. */
    Mono<RemoteRead> byStore(int key) {
        return read(keys[key]);
    }

    /** Reads a key by a plain GET. */
    Mono<byte[]> byPlainGet(int key) {
        return connection.reactive().get(names[key]);
    }

    private Mono<RemoteRead> read(String key) {
        return store.read(key, LONG);
    }

    @Override
    public void close() {
        store.dispose();
        connection.close();
        client.shutdown();
        server.close();
    }
}
