package io.reactivecache.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

/** A plain connection of a test to Redis, past the store. */
final class Plain implements AutoCloseable {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final StatefulRedisConnection<byte[], byte[]> binary;

    Plain(String uri) {
        client = RedisClient.create(uri);
        try {
            connection = client.connect(CODEC);
            binary = client.connect(ByteArrayCodec.INSTANCE);
        } catch (RedisConnectionException unreachable) {
            client.shutdown();
            throw unreachable;
        }
    }

    RedisCommands<String, byte[]> commands() {
        return connection.sync();
    }

    /** Sends words as they are; of what comes back it tells that it is no error. */
    void send(CommandType command, Iterable<String> words) {
        CommandArgs<String, byte[]> arguments = new CommandArgs<>(CODEC);
        words.forEach(arguments::add);
        commands().dispatch(command, new StatusOutput<>(CODEC), arguments);
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
