package io.reactivecache.samples.benchmarks.invalidation;

import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Reads all streams, from their beginning on, over a connection and on a thread of its own. */
final class PlainRedisReader implements AutoCloseable {

    private static final Duration BLOCK = Duration.ofMillis(500);
    private static final int READ_AT_ONCE = 1_000;

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final byte[][] streams;
    private final Place place;
    private final String[] reached;
    private final CompletableFuture<Void> end;
    private volatile boolean closed;

    private PlainRedisReader(StatefulRedisConnection<byte[], byte[]> connection, byte[][] streams, Place place) {
        this.connection = connection;
        this.streams = streams;
        this.place = place;
        this.reached = new String[streams.length];
        Arrays.fill(reached, "0-0");
        this.end = CompletableFuture.runAsync(this::read, task -> new Thread(task, "plain-redis-reader").start());
    }

    static PlainRedisReader start(RedisClient client, byte[][] streams, Place place) {
        return new PlainRedisReader(client.connect(ByteArrayCodec.INSTANCE), streams, place);
    }

    private void read() {
        XReadArgs args = XReadArgs.Builder.block(BLOCK).count(READ_AT_ONCE);
        while (!closed) {
            connection.sync().xread(args, places()).forEach(this::passed);
        }
        connection.close();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type, for a method that takes any number
    private StreamOffset<byte[]>[] places() {
        StreamOffset[] places = new StreamOffset[streams.length];
        Arrays.setAll(places, partition -> StreamOffset.from(streams[partition], reached[partition]));
        return places;
    }

    private void passed(StreamMessage<byte[], byte[]> message) {
        byte[] name = message.getStream();
        int partition = name[name.length - 1] - '0';
        String id = message.getId();
        reached[partition] = id;
        place.passed(partition, Long.parseLong(id.substring(0, id.indexOf('-'))));
    }

    @Override
    public void close() {
        closed = true;
        end.join();
    }
}
