package io.reactivecache.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic, and how it is created if it is absent.
 *
 * @param replicationFactor {@link #BROKER_DEFAULT} leaves it to the broker
 * @param configs by the names Kafka gives them
 */
record TopicSettings(String name, int partitions, int replicationFactor, Map<String, String> configs) {

    static final int BROKER_DEFAULT = -1;

    /** No clock but the broker's decides what is removed, and no replica that has fewer records becomes leader. */
    private static final Map<String, String> ALWAYS = Map.of(
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
            "false");

    /** One whose records are removed after a time. */
    static TopicSettings kept(String name, int partitions, int replicationFactor, Duration retention) {
        return new TopicSettings(
                name,
                partitions,
                replicationFactor,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis())));
    }

    /** One that keeps the last record of each key. */
    static TopicSettings compacted(String name, int partitions, int replicationFactor) {
        return new TopicSettings(
                name,
                partitions,
                replicationFactor,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    NewTopic newTopic() {
        Map<String, String> all = new HashMap<>(ALWAYS);
        all.putAll(configs);
        return new NewTopic(
                        name,
                        Optional.of(partitions),
                        Optional.of((short) replicationFactor).filter(factor -> factor != BROKER_DEFAULT))
                .configs(all);
    }
}
