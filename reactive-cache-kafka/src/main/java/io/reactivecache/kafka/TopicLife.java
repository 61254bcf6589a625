package io.reactivecache.kafka;

import io.reactivecache.spi.LogPositions;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One unbroken life of a topic: from its creation to its deletion, the change of its number of partitions, or the loss of
 * records at its end. Kafka gives a topic created anew another id, so that id and number identify the life, and every node
 * computes the same epoch. After a loss neither is another, but offsets are given out twice: the topic is given one more
 * partition then.
 */
final class TopicLife {

    private final Uuid topicId;
    private final long epoch;
    private final AtomicLongArray acknowledged;
    private final AtomicLongArray reached;
    private final Sinks.Empty<Void> over = Sinks.empty();
    private volatile boolean broken;

    TopicLife(Uuid topicId, int partitions) {
        this.topicId = topicId;
        this.epoch = epoch(topicId, partitions);
        this.acknowledged = new AtomicLongArray(partitions);
        this.reached = new AtomicLongArray(partitions);
    }

    /** The three numbers, each mixed in by the finalizer of SplitMix64. */
    static long epoch(Uuid topicId, int partitions) {
        return mix(mix(mix(topicId.getMostSignificantBits()) ^ topicId.getLeastSignificantBits()) ^ partitions);
    }

    private static long mix(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    Uuid topicId() {
        return topicId;
    }

    long epoch() {
        return epoch;
    }

    int partitions() {
        return acknowledged.length();
    }

    /** True if the positions are of this topic when it had fewer partitions. */
    boolean hasGrownFrom(LogPositions before) {
        return before.partitions() < partitions() && before.epoch() == epoch(topicId, before.partitions());
    }

    /** Completes when the topic is known to live another life. */
    Mono<Void> over() {
        return over.asMono();
    }

    void end() {
        over.tryEmitEmpty();
    }

    /** Notes that records at the end were lost. */
    void breakOff() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    /**
     * Notes the offset of an acknowledged append; acknowledgements of a partition are noted in the order they came.
     *
     * @return false if an offset as high was acknowledged before
     */
    boolean advance(int partition, long offset) {
        reach(partition, offset);
        return acknowledged.getAndSet(partition, offset + 1) <= offset;
    }

    /** Notes that there is, or was, a record at an offset. */
    void reach(int partition, long offset) {
        reached.accumulateAndGet(partition, offset + 1, Math::max);
    }

    /** Notes positions, if they are of this life. */
    void reach(LogPositions positions) {
        if (positions.epoch() == epoch && positions.partitions() == partitions()) {
            IntStream.range(0, partitions()).forEach(partition -> reach(partition, positions.offset(partition)));
        }
    }

    /** The highest offset of each partition that this node knows of. */
    long[] known() {
        return IntStream.range(0, partitions())
                .mapToLong(partition -> reached.get(partition) - 1)
                .toArray();
    }
}
