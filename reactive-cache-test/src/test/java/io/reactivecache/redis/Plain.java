package io.reactivecache.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;

/** A plain connection of a test to Redis, past the store. */
final class Plain implements AutoCloseable {

    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final StatefulRedisConnection<byte[], byte[]> binary;

    Plain(String uri) {
        client = RedisClient.create(uri);
        connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        binary = client.connect(ByteArrayCodec.INSTANCE);
    }

    RedisCommands<String, byte[]> commands() {
        return connection.sync();
    }

    /** The same with names that need not be text. */
    RedisCommands<byte[], byte[]> bytes() {
        return binary.sync();
    }

    @Override
    public void close() {
        connection.close();
        binary.close();
        client.shutdown();
    }
}
