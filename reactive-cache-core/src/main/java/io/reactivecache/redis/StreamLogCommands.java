package io.reactivecache.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.reactivecache.Position;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.LogPositions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What is asked of one Redis about one log. The epoch is that of the hash and of the life of the server together:
 * after a restart nobody knows whether all records are there that it has acknowledged.
 */
final class StreamLogCommands {

    /** How many records of a partition one read brings at most. */
    static final int READ_AT_ONCE = 1_000;

    private final StreamLogKeys keys;
    private final byte[] partitions;
    private final byte[] maxLength;
    private final Duration patience;

    /**
     * Commands.
     *
     * @param partitions how many a log has that is made now
     * @param maxLength how many records of each partition are kept, about
     * @param patience how long Redis waits for a record before it answers that there is none
     */
    StreamLogCommands(StreamLogKeys keys, int partitions, long maxLength, Duration patience) {
        this.keys = keys;
        this.partitions = RedisKey.number(partitions);
        this.maxLength = RedisKey.number(maxLength);
        this.patience = patience;
    }

    /** The key next to which all keys of the log are. */
    byte[] place() {
        return keys.hash();
    }

    /** The link on which all of these are asked, but those of a tail. */
    Mono<RedisLink> link(RedisLinks links) {
        return links.of(place());
    }

    /** Appends a record. */
    Mono<Position> append(RedisLink link, int partition, byte[] payload) {
        byte[][] names = {keys.hash(), keys.stream(partition)};
        return link.ask(Script.LOG_APPEND, names, drawn(), partitions, RedisKey.number(partition), maxLength, payload)
                .map(answer -> position(link, partition, answer));
    }

    private static Position position(RedisLink link, int partition, List<@Nullable Object> answer) {
        if (answer.size() < 2) {
            throw new IndexOutOfBoundsException("partition: " + partition + " (expected: one the log has)");
        }
        return new Position(epoch(link, answer), partition, number(answer.get(1)) - 1);
    }

    /** Where the log ends; it is made if there is none. */
    Mono<LogPositions> end(RedisLink link) {
        return link.ask(Script.LOG_END, new byte[][] {keys.hash()}, drawn(), partitions)
                .map(answer -> LogPositions.of(epoch(link, answer), offsets(answer)));
    }

    /** Records after the positions; none if none comes for a while. */
    Mono<List<StreamMessage<byte[], byte[]>>> read(RedisLink link, LogPositions after) {
        XReadArgs args = XReadArgs.Builder.block(patience).count(READ_AT_ONCE);
        return link.commands().xread(args, places(after)).collectList().onErrorMap(link::unavailable);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type, for a method that takes any number
    private StreamOffset<byte[]>[] places(LogPositions after) {
        StreamOffset[] places = new StreamOffset[after.partitions()];
        Arrays.setAll(places, partition -> StreamOffset.from(keys.stream(partition), id(after.offset(partition))));
        return places;
    }

    /** Removes what stands in the way of a partition's records. */
    Mono<Void> mend(RedisLink link, int partition) {
        byte[][] names = {keys.hash(), keys.stream(partition)};
        return Script.LOG_MEND
                .run(link.commands(), ScriptOutputType.INTEGER, names, RedisKey.number(partition))
                .onErrorMap(link::unavailable)
                .then();
    }

    /** What a record at an offset is called in its stream; before the first it is what no record is called. */
    static String id(long offset) {
        return (offset + 1) + "-0";
    }

    /** The partition of a record. */
    int partition(StreamMessage<byte[], byte[]> message) {
        return keys.partition(message.getStream());
    }

    private static byte[] drawn() {
        return RedisKey.number(ThreadLocalRandom.current().nextLong());
    }

    private static long epoch(RedisLink link, List<@Nullable Object> answer) {
        return Long.rotateLeft(link.generation(), 1) ^ number(answer.get(0));
    }

    private static long[] offsets(List<@Nullable Object> answer) {
        return answer.stream().skip(1).mapToLong(number -> number(number) - 1).toArray();
    }

    private static long number(@Nullable Object digits) {
        if (digits instanceof byte[] text) {
            return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
        }
        throw new RemoteUnavailableException(Reason.REFUSED);
    }
}
