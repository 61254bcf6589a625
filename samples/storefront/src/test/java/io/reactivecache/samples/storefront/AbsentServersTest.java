package io.reactivecache.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.samples.storefront.launch.Banner;
import io.reactivecache.samples.storefront.launch.Nodes;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.RedisServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;

/** Two nodes that are started before their servers are. */
class AbsentServersTest {

    private final RedisServer redis = RedisServer.builder().build();
    private final KafkaServer kafka = KafkaServer.builder().build();

    @AfterEach
    void close() {
        redis.close();
        kafka.close();
    }

    @Test
    void nodesServeFromTheDatabaseAndBecomeCoherentWhenRedisAppears() {
        try (ConfigurableApplicationContext storefront = open("--storefront.redis=" + redis.uri())) {
            becomeCoherent(nodes(storefront), redis::start);
        }
    }

    @Test
    void nodesServeFromTheDatabaseAndBecomeCoherentWhenRedisAndKafkaAppear() {
        try (ConfigurableApplicationContext storefront =
                open("--storefront.redis=" + redis.uri(), "--storefront.kafka=" + kafka.bootstrapServers())) {
            assertThat(storefront.getBean(Banner.class).text()).contains("in Kafka, " + kafka.bootstrapServers());
            becomeCoherent(nodes(storefront), () -> {
                redis.start();
                kafka.start();
            });
        }
    }

    private static ConfigurableApplicationContext open(String... servers) {
        return Storefront.open(
                Stream.concat(Stream.of("--server.port=0", "--storefront.embedded.database=0"), Stream.of(servers))
                        .toArray(String[]::new));
    }

    private static List<NodeClient> nodes(ConfigurableApplicationContext storefront) {
        return storefront.getBean(Nodes.class).urls().stream()
                .map(NodeClient::new)
                .toList();
    }

    private static void becomeCoherent(List<NodeClient> nodes, Runnable servers) {
        NodeClient a = nodes.get(0);
        NodeClient b = nodes.get(1);
        for (NodeClient node : nodes) {
            assertThat(node.cacheHealth()).isEqualTo("DEGRADED");
            assertThat(node.read(42).tier()).isEqualTo("loaded");
            assertThat(node.read(42).tier()).isEqualTo("loaded");
        }
        saysThatAPriceIsNotAnnounced(a);

        servers.run();
        nodes.forEach(AbsentServersTest::awaitCoherent);

        long before = b.invalidations();
        a.reprice(42, new BigDecimal("2.00"));
        Eventually.within(Duration.ofSeconds(1)).holds("b dropped it", () -> b.invalidations() > before);
        assertThat(b.read(42).product().price()).isEqualByComparingTo("2.00");
    }

    private static void saysThatAPriceIsNotAnnounced(NodeClient node) {
        node.put(42, new BigDecimal("1.00"))
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectBody()
                .jsonPath("$.failedStep")
                .isNotEmpty()
                .jsonPath("$.announced")
                .isEqualTo(false);
    }

    private static void awaitCoherent(NodeClient node) {
        Eventually.within(Duration.ofSeconds(20))
                .holds("healthy", () -> node.cacheHealth().equals("UP"));
        Eventually.within(Duration.ofSeconds(20))
                .holds("local", () -> node.read(42).tier().equals("local"));
    }
}
