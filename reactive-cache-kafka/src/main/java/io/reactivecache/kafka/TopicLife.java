package io.reactivecache.kafka;

import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.common.Uuid;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One unbroken life of a topic: from its creation to its deletion or the change of its number of partitions. Kafka gives
 * a topic created anew another id, so that id and number identify the life, and every node computes the same epoch.
 */
final class TopicLife {

    private final long epoch;
    private final AtomicLongArray acknowledged;
    private final Sinks.Empty<Void> over = Sinks.empty();

    TopicLife(Uuid topicId, int partitions) {
        this.epoch = epoch(topicId, partitions);
        this.acknowledged = new AtomicLongArray(partitions);
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

    long epoch() {
        return epoch;
    }

    int partitions() {
        return acknowledged.length();
    }

    /** Completes when the topic is known to live another life. */
    Mono<Void> over() {
        return over.asMono();
    }

    void end() {
        over.tryEmitEmpty();
    }

    /**
     * Notes the offset of an acknowledged append; acknowledgements of a partition are noted in the order they came.
     *
     * @return false if the offset cannot belong to this life, since it or a later one was given out before
     */
    boolean advance(int partition, long offset) {
        return acknowledged.getAndSet(partition, offset + 1) <= offset;
    }
}
