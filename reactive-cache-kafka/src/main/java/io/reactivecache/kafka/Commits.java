package io.reactivecache.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the brokers how far each partition was drained, so that the next owner begins at the first entry that was not
 * acknowledged and passes over those that were. What they accept renews the lease. For the thread that polls.
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
    private boolean takesText = true;

    Commits(Consumer<?, ?> consumer, String topic, Deliveries deliveries, Lease lease) {
        this.consumer = consumer;
        this.topic = topic;
        this.deliveries = deliveries;
        this.lease = lease;
    }

    /** How far others have drained partitions that are this node's now. What cannot be learnt is drained again. */
    Map<Integer, Progress> former(Collection<TopicPartition> places) {
        Map<Integer, Progress> former = new HashMap<>();
        places.forEach(place -> former.put(place.partition(), Progress.NONE));
        try {
            consumer.committed(Set.copyOf(places), ClientSettings.QUESTION_TIMEOUT)
                    .forEach((place, offset) -> former.put(place.partition(), progress(offset)));
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException failed) {
            tell(failed);
        }
        return former;
    }

    private static Progress progress(@Nullable OffsetAndMetadata committed) {
        return committed == null ? Progress.NONE : Progress.of(committed);
    }

    /**
     * Commits what was acknowledged, or the same once more while entries wait for the lease. One commit at a time, so that a busy
     * drain commits no more often than the brokers answer.
     */
    void soon() {
        if (isUnderWay) {
            return;
        }
        boolean isToRenew = deliveries.hasFetched() && lease.isToRenew();
        Map<Integer, Progress> due = isToRenew ? deliveries.marks() : deliveries.toCommit();
        if (!due.isEmpty()) {
            isUnderWay = true;
            long sent = lease.now();
            commit(due, this::sendAsync, failure -> answered(due, failure, sent));
        }
    }

    private void answered(Map<Integer, Progress> due, @Nullable Exception failure, long sent) {
        isUnderWay = false;
        if (failure == null) {
            accepted(due, sent);
        }
    }

    /** Commits what was acknowledged, and waits for it. What cannot be committed is delivered again, here or elsewhere. */
    void now(Duration limit) {
        Map<Integer, Progress> due = deliveries.toCommit();
        if (!due.isEmpty()) {
            long sent = lease.now();
            commit(due, (offsets, answer) -> sendSync(offsets, limit, answer), failure -> ended(due, failure, sent));
        }
    }

    private void ended(Map<Integer, Progress> due, @Nullable Exception failure, long sent) {
        if (failure == null) {
            accepted(due, sent);
        } else {
            tell(failure);
        }
    }

    private void accepted(Map<Integer, Progress> due, long sent) {
        lease.renew(sent);
        due.forEach(deliveries::committed);
    }

    /** A way to the brokers. It answers why they refused, or {@code null} if they did not. */
    @FunctionalInterface
    private interface Way {

        void send(Map<TopicPartition, OffsetAndMetadata> offsets, Answer answer);
    }

    @FunctionalInterface
    private interface Answer {

        void is(@Nullable Exception failure);
    }

    private void sendAsync(Map<TopicPartition, OffsetAndMetadata> offsets, Answer answer) {
        consumer.commitAsync(offsets, (same, failure) -> answer.is(failure));
    }

    private void sendSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration limit, Answer answer) {
        Exception failure = null;
        try {
            consumer.commitSync(offsets, limit);
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException failed) {
            failure = failed;
        }
        answer.is(failure);
    }

    /** Commits, and once more without text if the brokers do not take it. */
    private void commit(Map<Integer, Progress> due, Way way, Answer answer) {
        way.send(offsets(due), failure -> {
            if (failure instanceof OffsetMetadataTooLarge && takesText) {
                leaveTextOut();
                commit(due, way, answer);
            } else {
                answer.is(failure);
            }
        });
    }

    private void leaveTextOut() {
        takesText = false;
        LOG.warn(
                "topic {}: the brokers keep too little with an offset (expected: offset.metadata.max.bytes >= 4096); "
                        + "what was acknowledged behind an open entry may be delivered again",
                topic);
    }

    private void tell(Exception failed) {
        LOG.warn(
                "topic {}: {}; what was acknowledged last may be delivered again",
                topic,
                failed.getClass().getName());
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Map<Integer, Progress> due) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        due.forEach((partition, progress) -> offsets.put(
                new TopicPartition(topic, partition),
                takesText ? progress.toOffset() : new OffsetAndMetadata(progress.lowWater())));
        return offsets;
    }
}
