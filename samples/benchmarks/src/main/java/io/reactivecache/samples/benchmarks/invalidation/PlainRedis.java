package io.reactivecache.samples.benchmarks.invalidation;

import io.lettuce.core.RedisClient;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lettuce's XADD over one connection and five readers by XREAD, of as many streams as the log in Redis has. */
final class PlainRedis implements Contender {

    private static final byte[] FIELD = {'r'};
    private static final int KEPT = 100_000;

    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final byte[][] streams;
    private final List<PlainRedisReader> readers;
    private long first;
    private long next = 1;
    private final ArrivalWatch watch;

    PlainRedis(String uri, int partitions) {
        this.client = RedisClient.create(uri);
        this.connection = client.connect(ByteArrayCodec.INSTANCE);
        this.streams = new byte[partitions][];
        Arrays.setAll(streams, partition -> ("plain:" + partition).getBytes(StandardCharsets.US_ASCII));
        this.watch = new ArrivalWatch(partitions);
        this.readers = IntStream.range(0, READERS)
                .mapToObj(reader -> PlainRedisReader.start(
                        client, streams, (partition, offset) -> watch.note(reader, partition, offset)))
                .toList();
    }

    @Override
    public String name() {
        return "lettuce";
    }

    @Override
    public Arrivals prepare(int changes) {
        first = next;
        next += changes;
        return watch.begin();
    }

    @Override
    public void change(int number, Receipts receipts) {
        int partition = number % streams.length;
        long id = first + number;
        XAddArgs args = XAddArgs.Builder.maxlen(KEPT).approximateTrimming().id(id + "-0");
        connection
                .async()
                .xadd(streams[partition], args, Map.of(FIELD, new byte[PAYLOAD_BYTES]))
                .whenComplete((given, failure) -> {
                    if (failure == null) {
                        receipts.acknowledged(number, partition, id);
                    } else {
                        receipts.failed(failure);
                    }
                });
    }

    @Override
    public long left(int changes) {
        return 0;
    }

    @Override
    public void close() {
        readers.forEach(PlainRedisReader::close);
        connection.close();
        client.shutdown();
    }
}
