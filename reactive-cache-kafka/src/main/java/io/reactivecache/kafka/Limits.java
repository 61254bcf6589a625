package io.reactivecache.kafka;

import io.reactivecache.config.Problems;
import java.time.Duration;
import java.util.regex.Pattern;

/** What the settings may be that several builders have. */
final class Limits {

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);
    private static final Duration SHORTEST_TIME = Duration.ofMillis(100);
    private static final Duration LONGEST_TIME = Duration.ofHours(1);

    private final Problems problems = new Problems();

    void servers(String servers) {
        problems.check(!servers.isBlank(), "bootstrapServers", "''", "host:port, ...");
    }

    void topic(String name) {
        problems.check(TOPIC.matcher(name).matches(), "topic", "'" + name + "'", "1 to 249 of A-Z a-z 0-9 . _ -");
    }

    void partitions(int count) {
        problems.check(count >= 1 && count <= 10_000, "partitions", count, "1 to 10000");
    }

    void replicationFactor(int replicas) {
        problems.check(
                replicas == TopicSettings.BROKER_DEFAULT || replicas >= 1 && replicas <= Short.MAX_VALUE,
                "replicationFactor",
                replicas,
                "-1, or 1 to 32767");
    }

    void retention(Duration time) {
        problems.check(time.compareTo(SHORTEST_RETENTION) >= 0, "retention", time, ">= PT1M");
    }

    void atLeastOne(String name, int count) {
        problems.check(count >= 1, name, count, ">= 1");
    }

    void time(String name, Duration time) {
        time(name, time, SHORTEST_TIME);
    }

    void time(String name, Duration time, Duration shortest) {
        problems.check(
                time.compareTo(shortest) >= 0 && time.compareTo(LONGEST_TIME) <= 0, name, time, shortest + " to PT1H");
    }

    void properties(ClientProperties properties) {
        properties.check(problems);
    }

    void check(boolean holds, String setting, Object value, String expected) {
        problems.check(holds, setting, value, expected);
    }

    void throwIfAny() {
        problems.throwIfAny();
    }
}
