package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.LogPositions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is asked of one Redis about one counter of positions. */
final class CounterCommands {

    private final byte[] hash;
    private final byte[] partitions;

    /**
     * Commands.
     *
     * @param name of the counter
     * @param partitions how many a counter has that is made now
     */
    CounterCommands(String name, int partitions) {
        this.hash = ("{" + name + "}:positions").getBytes(StandardCharsets.US_ASCII);
        this.partitions = RedisKey.number(partitions);
    }

    /** The link on which all of these are asked. */
    Mono<RedisLink> link(RedisLinks links) {
        return links.of(hash);
    }

    /** Takes a position. */
    Mono<Position> next(RedisLink link, int partition) {
        return ask(link, Script.COUNTER_NEXT, RedisKey.number(partition)).map(answer -> position(partition, answer));
    }

    /** Takes a position, and publishes the record at it. */
    Mono<Position> publish(RedisLink link, int partition, byte[] channel, byte[] payload) {
        return ask(link, Script.COUNTER_PUBLISH, RedisKey.number(partition), channel, payload)
                .map(answer -> position(partition, answer));
    }

    /** The last position taken of each partition; the counter is made if there is none. */
    Mono<LogPositions> end(RedisLink link) {
        return ask(link, Script.COUNTER_END).map(answer -> LogPositions.of(epoch(answer), offsets(answer)));
    }

    private Mono<List<@Nullable Object>> ask(RedisLink link, Script script, byte[]... more) {
        byte[][] arguments = new byte[3 + more.length][];
        arguments[0] = octets(link.generation());
        arguments[1] = octets(ThreadLocalRandom.current().nextLong());
        arguments[2] = partitions;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return link.ask(script, new byte[][] {hash}, arguments);
    }

    private static Position position(int partition, List<@Nullable Object> answer) {
        if (answer.size() < 2) {
            throw new IndexOutOfBoundsException("partition: " + partition + " (expected: one the log has)");
        }
        return new Position(epoch(answer), partition, offset(answer.get(1)));
    }

    private static long epoch(List<@Nullable Object> answer) {
        if (answer.get(0) instanceof byte[] epoch && epoch.length == Long.BYTES) {
            return ByteBuffer.wrap(epoch).getLong();
        }
        throw new RemoteUnavailableException(Reason.REFUSED);
    }

    private static long[] offsets(List<@Nullable Object> answer) {
        return answer.stream().skip(1).mapToLong(CounterCommands::offset).toArray();
    }

    private static long offset(@Nullable Object taken) {
        if (taken instanceof Long number) {
            return number - 1;
        }
        throw new RemoteUnavailableException(Reason.REFUSED);
    }

    private static byte[] octets(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
