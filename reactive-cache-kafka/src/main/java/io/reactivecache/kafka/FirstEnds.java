package io.reactivecache.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells when everything was fetched that was in the partitions a drain was first given.
 *
 * <pre>
 *   UNASSIGNED --assigned--> its ends not known --asked for--> BEHIND --fetched up to them, or not its any more--> REACHED
 * </pre>
 *
 * <p>Partitions it is given later are those of nodes that live, or have been drained by them. Only the thread that polls uses it.
 */
final class FirstEnds {

    private final Consumer<?, ?> consumer;
    private Optional<Map<TopicPartition, Long>> ends = Optional.empty();
    private boolean isAssigned;
    private boolean isReached;

    FirstEnds(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** This node has its partitions, perhaps none. */
    void assigned() {
        isAssigned = true;
    }

    /** True if everything up to the ends was fetched. May ask the brokers, and fail as they do. */
    boolean isReached() {
        if (!isReached && isAssigned) {
            isReached = ends().entrySet().stream().allMatch(end -> isFetched(end.getKey(), end.getValue()));
        }
        return isReached;
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> known =
                ends.orElseGet(() -> consumer.endOffsets(consumer.assignment(), ClientSettings.QUESTION_TIMEOUT));
        ends = Optional.of(known);
        return known;
    }

    private boolean isFetched(TopicPartition place, long end) {
        return !consumer.assignment().contains(place) || consumer.position(place) >= end;
    }
}
