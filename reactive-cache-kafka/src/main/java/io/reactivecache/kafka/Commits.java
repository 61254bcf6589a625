package io.reactivecache.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the brokers where the next owner of each partition begins: at the first entry that was not acknowledged. What they
 * accept renews the lease. For the thread that polls.
 */
final class Commits {

    /** How long a commit may take on which nothing depends but what is delivered again. */
    static final Duration SHORT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final Consumer<?, ?> consumer;
    private final String topic;
    private final Deliveries deliveries;
    private final Lease lease;
    private boolean isUnderWay;

    Commits(Consumer<?, ?> consumer, String topic, Deliveries deliveries, Lease lease) {
        this.consumer = consumer;
        this.topic = topic;
        this.deliveries = deliveries;
        this.lease = lease;
    }

    /**
     * Commits what was acknowledged, or the same once more while entries wait for the lease. One commit at a time, so that a busy
     * drain commits no more often than the brokers answer.
     */
    void soon() {
        boolean isToRenew = deliveries.hasFetched() && lease.isToRenew();
        Map<TopicPartition, OffsetAndMetadata> due = places(isToRenew ? deliveries.marks() : deliveries.toCommit());
        if (!isUnderWay && !due.isEmpty()) {
            isUnderWay = true;
            long sent = lease.now();
            consumer.commitAsync(due, (offsets, failure) -> answered(offsets, failure, sent));
        }
    }

    private void answered(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure, long sent) {
        isUnderWay = false;
        if (failure == null) {
            accepted(offsets, sent);
        }
    }

    private void accepted(Map<TopicPartition, OffsetAndMetadata> offsets, long sent) {
        lease.renew(sent);
        offsets.forEach((place, offset) -> deliveries.committed(place.partition(), offset.offset()));
    }

    /** Commits what was acknowledged, and waits for it. What cannot be committed is delivered again, here or elsewhere. */
    void now(Duration limit) {
        Map<TopicPartition, OffsetAndMetadata> due = places(deliveries.toCommit());
        long sent = lease.now();
        try {
            if (!due.isEmpty()) {
                consumer.commitSync(due, limit);
                accepted(due, sent);
            }
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException failed) {
            LOG.warn(
                    "topic {}: {}; what was acknowledged last may be delivered again",
                    topic,
                    failed.getClass().getName());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> places(Map<Integer, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        offsets.forEach(
                (partition, offset) -> places.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        return places;
    }
}
