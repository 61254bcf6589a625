package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When everything was fetched that was there when a drain was given its partitions. */
class FirstEndsTest {

    private static final TopicPartition SOME = new TopicPartition("writes", 0);
    private static final TopicPartition MORE = new TopicPartition("writes", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final FirstEnds ends = new FirstEnds(consumer);

    private void assign(TopicPartition... places) {
        consumer.assign(List.of(places));
        Set.of(places).forEach(place -> consumer.seek(place, 0));
        ends.assigned();
    }

    private void end(TopicPartition place, long offset) {
        consumer.updateEndOffsets(Map.of(place, offset));
    }

    @Test
    void notBeforeThereAreAnyNorBeforeTheEndOfEachIsReached() {
        assertThat(ends.isReached()).isFalse();
        end(SOME, 2);
        end(MORE, 1);
        assign(SOME, MORE);
        assertThat(ends.isReached()).isFalse();
        consumer.seek(SOME, 2);
        assertThat(ends.isReached()).isFalse();
        consumer.seek(MORE, 1);

        assertThat(ends.isReached()).isTrue();
    }

    @Test
    void whateverComesLaterIsNotWaitedFor() {
        end(SOME, 2);
        assign(SOME);
        assertThat(ends.isReached()).isFalse();
        end(SOME, 9);
        consumer.seek(SOME, 2);

        assertThat(ends.isReached()).isTrue();
        end(MORE, 5);
        assign(SOME, MORE);
        assertThat(ends.isReached()).isTrue();
    }

    @Test
    void whatGoesToAnotherNodeIsNotWaitedFor() {
        end(SOME, 2);
        end(MORE, 2);
        assign(SOME, MORE);
        assertThat(ends.isReached()).isFalse();
        consumer.seek(SOME, 2);
        consumer.assign(List.of(SOME));

        assertThat(ends.isReached()).isTrue();
    }

    @Test
    void whoIsGivenNoneIsThereAtOnce() {
        assign();

        assertThat(ends.isReached()).isTrue();
    }
}
