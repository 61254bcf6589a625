package io.reactivecache.test.server;

import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** Topics made through the administration client. Loaded only when a topic is asked for. */
final class KafkaTopics {

    private static final Duration VISIBLE = Duration.ofSeconds(30);

    private KafkaTopics() {}

    /** Creates a topic with a name not used before and waits until the broker knows it. */
    static String create(String bootstrapServers, int partitions) {
        String name = "test-" + UUID.randomUUID();
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            result(admin.createTopics(List.of(topic)).all());
            if (!Eventually.within(VISIBLE).reached(() -> isVisible(admin, name))) {
                throw new ServerException("topic: not visible within " + VISIBLE + " (expected: created)", "");
            }
        }
        return name;
    }

    private static boolean isVisible(Admin admin, String name) {
        return result(admin.listTopics().names()).contains(name);
    }

    private static <T> T result(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new ServerException("topic: refused (expected: created)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("thread: interrupted (expected: to wait for a topic)", e);
        }
    }
}
