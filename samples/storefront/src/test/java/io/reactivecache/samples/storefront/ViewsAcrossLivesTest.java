package io.reactivecache.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.samples.storefront.launch.Nodes;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.Disposable;

/** What becomes of views when their node is closed, and when it is killed. */
class ViewsAcrossLivesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int KILLS = Integer.getInteger("storefront.kills", 1);
    private static final int VIEWS_BEFORE_A_KILL = 500;

    @TempDir
    private Path directory;

    private final RedisServer redis = RedisServer.builder().build();
    private DatabaseServer database;

    @BeforeEach
    void start() throws SQLException {
        database = new DatabaseServer("lives");
        redis.start();
    }

    @AfterEach
    void close() throws SQLException {
        redis.close();
        database.close();
    }

    @Test
    void aNodeThatIsClosedHasWrittenAllViews() {
        String[] args = {
            "--storefront.nodes=1",
            "--server.port=0",
            "--storefront.products=100",
            "--storefront.redis=" + redis.uri(),
            "--storefront.database=" + database.address()
        };
        try (ConfigurableApplicationContext storefront = Storefront.open(args)) {
            NodeClient node =
                    new NodeClient(storefront.getBean(Nodes.class).urls().get(0));
            for (int product = 1; product <= 30; product++) {
                node.view(product);
            }
        }
        assertThat(database.number("SELECT SUM(views) FROM product_view")).isEqualTo(30);
    }

    @Test
    void aNodeThatIsKilledLosesNoViewThatItHasAnswered() {
        Visitors visitors = new Visitors();
        for (int life = 1; life <= KILLS; life++) {
            try (StorefrontProcess node = process(life)) {
                visit(visitors, node);
            }
        }
        try (StorefrontProcess node = process(KILLS + 1)) {
            NodeClient client = new NodeClient(node.url());
            Eventually.within(LIMIT).passes(() -> allAreCounted(visitors, client));
        }
    }

    private StorefrontProcess process(int life) {
        return StorefrontProcess.start(
                directory.resolve("output-" + life),
                "--storefront.products=100",
                "--storefront.journal=" + directory.resolve("journals"),
                "--storefront.redis=" + redis.uri(),
                "--storefront.database=" + database.address());
    }

    private static void visit(Visitors visitors, StorefrontProcess node) {
        long before = visitors.answered();
        Disposable visits = visitors.visit(node.url());
        Eventually.within(LIMIT).holds("viewed", () -> visitors.answered() - before >= VIEWS_BEFORE_A_KILL);
        node.close();
        visits.dispose();
    }

    private static void allAreCounted(Visitors visitors, NodeClient client) {
        for (int product = 1; product <= Visitors.PRODUCTS; product++) {
            assertThat(client.views(product)).isBetween(visitors.answered(product), visitors.begun(product));
        }
    }
}
