package io.reactivecache.kafka;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** What a topic must be like to be trusted with entries. Collects what it is not. */
final class TopicFitness {

    private static final long UNLIMITED = -1;

    private final Config config;
    private final List<String> problems = new ArrayList<>();

    TopicFitness(Config config) {
        this.config = config;
    }

    /** All records are kept for a time: neither compaction nor a limit of bytes removes one before. */
    TopicFitness keepsAllFor(Duration time) {
        hasPolicy(TopicConfig.CLEANUP_POLICY_DELETE);
        long retention = Long.parseLong(value(TopicConfig.RETENTION_MS_CONFIG));
        boolean isLongEnough = retention == UNLIMITED || retention >= time.toMillis();
        check(isLongEnough, TopicConfig.RETENTION_MS_CONFIG, retention, ">= " + time.toMillis());
        long bytes = Long.parseLong(value(TopicConfig.RETENTION_BYTES_CONFIG));
        check(bytes == UNLIMITED, TopicConfig.RETENTION_BYTES_CONFIG, bytes, String.valueOf(UNLIMITED));
        return this;
    }

    /** It is cleaned in one way only. */
    TopicFitness hasPolicy(String wanted) {
        String policy = value(TopicConfig.CLEANUP_POLICY_CONFIG);
        check(policy.equals(wanted), TopicConfig.CLEANUP_POLICY_CONFIG, policy, wanted);
        return this;
    }

    /** It has the partitions that keys are spread over; it may have more. */
    TopicFitness hasPartitions(TopicDescription topic, int least) {
        int partitions = topic.partitions().size();
        check(partitions >= least, "partitions", partitions, ">= " + least);
        return this;
    }

    private String value(String name) {
        return config.get(name).value();
    }

    private void check(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            problems.add(name + ": " + found + " (expected: " + expected + ")");
        }
    }

    /** Throws all that was found. */
    void throwIfUnfit() {
        if (!problems.isEmpty()) {
            throw new JournalException(Reason.BROKEN, String.join("; ", problems), "a topic that loses no entry");
        }
    }
}
