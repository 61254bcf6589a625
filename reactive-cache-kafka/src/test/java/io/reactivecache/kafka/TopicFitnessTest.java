package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.spi.JournalException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicFitnessTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Config config(String policy, long retention, long bytes) {
        return new Config(List.of(
                new ConfigEntry("cleanup.policy", policy),
                new ConfigEntry("retention.ms", String.valueOf(retention)),
                new ConfigEntry("retention.bytes", String.valueOf(bytes))));
    }

    private static void check(Config config) {
        new TopicFitness(config).keepsAllFor(HOUR).throwIfUnfit();
    }

    @Test
    void aTopicThatKeepsItsRecordsForLongEnoughIsUsed() {
        assertThatCode(() -> check(config("delete", HOUR.toMillis(), -1))).doesNotThrowAnyException();
        assertThatCode(() -> check(config("delete", -1, -1))).doesNotThrowAnyException();
    }

    @Test
    void oneThatCouldLoseEntriesIsRefusedAndSaysAllItIsNot() {
        assertThatThrownBy(() -> check(config("compact", 1_000, 5)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cleanup.policy: compact (expected: delete)")
                .hasMessageContaining("retention.ms: 1000 (expected: >= 3600000)")
                .hasMessageContaining("retention.bytes: 5 (expected: -1)");
        assertThatThrownBy(() -> check(config("compact,delete", -1, -1))).isInstanceOf(JournalException.class);
    }

    @Test
    void oneMayHaveMorePartitionsThanKeysAreSpreadOverAndNotFewer() {
        TopicFitness fitness = new TopicFitness(config("delete", -1, -1));
        assertThatCode(() -> fitness.hasPartitions(topic(3), 2).throwIfUnfit()).doesNotThrowAnyException();

        assertThatThrownBy(() -> fitness.hasPartitions(topic(1), 2).throwIfUnfit())
                .hasMessageContaining("partitions: 1 (expected: >= 2)");
    }

    private static TopicDescription topic(int partitions) {
        return new TopicDescription(
                "topic",
                false,
                IntStream.range(0, partitions)
                        .mapToObj(each -> new TopicPartitionInfo(each, Node.noNode(), List.of(), List.of()))
                        .toList());
    }
}
