package io.reactivecache.nats;

import io.reactivecache.Position;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One unbroken life of a log: the subjects of its streams and the times at which they were made identify it, and every node
 * computes the same epoch. It remembers how far each stream is known to have come: one that ends before that has lost
 * records.
 */
final class StreamLife {

    /**
     * A record that a tail has passed.
     *
     * @param time when the server stored it, which tells it from another of the same sequence
     */
    record Landmark(long sequence, long time) {}

    private final List<PartitionStream> streams;
    private final long epoch;
    private final AtomicLongArray known;
    private final AtomicReferenceArray<@Nullable Landmark> passed;
    private final Sinks.Empty<Void> over = Sinks.empty();

    StreamLife(List<PartitionStream> streams) {
        this.streams = List.copyOf(streams);
        this.epoch = epoch(streams);
        this.known = new AtomicLongArray(streams.size());
        this.passed = new AtomicReferenceArray<>(streams.size());
    }

    /** What identifies the life, each number mixed in by the finalizer of SplitMix64. */
    static long epoch(List<PartitionStream> streams) {
        long epoch = streams.size();
        for (PartitionStream stream : streams) {
            epoch = mix(mix(epoch ^ stream.subject().life()) ^ stream.created());
        }
        return epoch;
    }

    private static long mix(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    long epoch() {
        return epoch;
    }

    int partitions() {
        return streams.size();
    }

    StreamSubject subject(int partition) {
        return streams.get(partition).subject();
    }

    /** The place of a record: sequences begin at 1, offsets at 0. */
    Position position(int partition, long sequence) {
        return new Position(epoch, partition, sequence - 1);
    }

    /** True if what the server says of a stream now is of this life. */
    boolean includes(PartitionStream now) {
        int partition = now.subject().partition();
        return partition < streams.size() && now.continues(streams.get(partition));
    }

    /** The highest sequence a partition is known to have had. */
    long known(int partition) {
        return known.get(partition);
    }

    /** The highest sequences of all partitions, a copy. */
    long[] known() {
        return IntStream.range(0, partitions()).mapToLong(known::get).toArray();
    }

    /** Notes a sequence that a partition has, or had. */
    void know(int partition, long sequence) {
        known.accumulateAndGet(partition, sequence, Math::max);
    }

    /** Notes that a sequence was given out twice: whatever the stream of the partition has, it has lost records. */
    void doubt(int partition) {
        know(partition, Long.MAX_VALUE);
    }

    /** The record of a partition that a tail has passed last. */
    @Nullable
    Landmark passed(int partition) {
        return passed.get(partition);
    }

    /** Notes a record that a tail passes. */
    void pass(int partition, Landmark record) {
        know(partition, record.sequence());
        passed.set(partition, record);
    }

    /** Completes when the log is known to live another life. */
    Mono<Void> over() {
        return over.asMono();
    }

    void end() {
        over.tryEmitEmpty();
    }
}
