package io.reactivecache.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where a drain goes on whose place in the topic is not there: at the first entry if nothing was committed, otherwise
 * as near as there is. From beyond the end that is the end, since what is before it was applied.
 */
final class LostPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(LostPlaces.class);

    private final Consumer<?, ?> consumer;

    LostPlaces(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    void seek(InvalidOffsetException gone) {
        if (gone instanceof OffsetOutOfRangeException outOfRange) {
            outOfRange.offsetOutOfRangePartitions().forEach(this::seekNear);
        } else {
            consumer.seekToBeginning(gone.partitions());
        }
    }

    private void seekNear(TopicPartition place, long offset) {
        Collection<TopicPartition> places = Set.of(place);
        long first = only(consumer.beginningOffsets(places));
        long end = only(consumer.endOffsets(places));
        long near = Math.max(first, Math.min(offset, end));
        LOG.error("{}: entries were lost; drained up to {} and goes on at {}", place, offset, near);
        consumer.seek(place, near);
    }

    private static long only(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }
}
