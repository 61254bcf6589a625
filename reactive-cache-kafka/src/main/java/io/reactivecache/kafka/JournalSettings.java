package io.reactivecache.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** The checked settings of a journal. */
record JournalSettings(
        ClientSettings clients,
        TopicSettings topic,
        Duration retention,
        String group,
        int maxPendingAppends,
        int maxUnacknowledged,
        Duration sessionTimeout,
        Duration withdrawTimeout,
        Duration checkInterval) {

    private static final int HEARTBEATS_IN_A_SESSION = 3;

    /** How long the consumer may do other things than poll, besides waiting for what was withdrawn. */
    private static final Duration MOST_BETWEEN_POLLS = Duration.ofMinutes(2);

    /**
     * The consumer of a member of the group. Partitions move one by one; a member that waits for what was withdrawn is in
     * the group all the while.
     */
    Map<String, Object> consumer() {
        Map<String, Object> config = clients.consumer();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, ClientSettings.millis(sessionTimeout));
        config.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                ClientSettings.millis(sessionTimeout) / HEARTBEATS_IN_A_SESSION);
        config.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                ClientSettings.millis(withdrawTimeout.plus(MOST_BETWEEN_POLLS)));
        return config;
    }
}
