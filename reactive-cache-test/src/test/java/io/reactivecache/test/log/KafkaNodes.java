package io.reactivecache.test.log;

import io.reactivecache.Position;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogPositions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Nodes that use one topic, each with connections of its own. */
final class KafkaNodes implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);
    static final Duration SOON = Duration.ofMillis(200);
    static final Duration NEVER = Duration.ofHours(1);
    static final int PARTITIONS = 2;

    final String topic = KafkaTopicAdmin.newName();
    private final Supplier<String> servers;
    private final List<KafkaInvalidationLog> logs = new ArrayList<>();

    KafkaNodes(Supplier<String> servers) {
        this.servers = servers;
    }

    /** A node that looks at the topic when something makes it look, and not from time to time. */
    KafkaInvalidationLog node() {
        return node(NEVER);
    }

    KafkaInvalidationLog node(Duration checkInterval) {
        KafkaInvalidationLog log = KafkaInvalidationLog.builder()
                .bootstrapServers(servers.get())
                .topic(topic)
                .partitions(PARTITIONS)
                .checkInterval(checkInterval)
                .build();
        logs.add(log);
        return log;
    }

    static Position append(InvalidationLog log, int partition, String text) {
        return get(log.append(partition, text.getBytes(StandardCharsets.UTF_8)));
    }

    static LogPositions end(InvalidationLog log) {
        return get(log.end());
    }

    private static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LIMIT), "answer");
    }

    @Override
    public void close() {
        logs.forEach(KafkaInvalidationLog::dispose);
    }
}
