package io.reactivecache.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.samples.storefront.launch.Nodes;
import io.reactivecache.test.Eventually;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;

/** A node whose database goes away and comes back. */
class DatabaseAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private DatabaseServer database;
    private ConfigurableApplicationContext storefront;
    private NodeClient node;

    @BeforeEach
    void open() throws SQLException {
        database = new DatabaseServer("away");
        storefront = Storefront.open(
                "--server.port=0",
                "--storefront.nodes=1",
                "--storefront.ttl=1s",
                "--storefront.database=" + database.address(),
                "--storefront.embedded.redis=0");
        node = new NodeClient(storefront.getBean(Nodes.class).urls().get(0));
    }

    @AfterEach
    void close() throws SQLException {
        storefront.close();
        database.close();
    }

    @Test
    void aProductIsAnsweredPastItsTimeWhileTheDatabaseIsAwayAndFreshOnceItIsBack() throws SQLException {
        Eventually.within(LIMIT).holds("kept", () -> node.read(42).tier().equals("local"));
        database.stop();

        Eventually.within(LIMIT)
                .holds("past its time", () -> !node.read(42).freshness().equals("fresh"));
        assertThat(node.read(42).product().id()).isEqualTo(42);
        node.http()
                .get()
                .uri("/products/43")
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isGreaterThanOrEqualTo(HttpStatus.INTERNAL_SERVER_ERROR.value()));

        database.start();
        Eventually.within(LIMIT)
                .holds("loaded anew", () -> node.read(42).freshness().equals("fresh"));
    }

    @Test
    void viewsAreCountedWhileTheDatabaseIsAwayAndWrittenOnceItIsBack() throws SQLException {
        node.view(42);
        Eventually.within(LIMIT).holds("written", () -> written() == 1);
        database.stop();

        for (int view = 0; view < 3; view++) {
            node.view(42);
        }
        assertThat(written()).isEqualTo(1);

        database.start();
        Eventually.within(LIMIT).holds("all written", () -> written() == 4);
    }

    private long written() {
        return database.number("SELECT SUM(views) FROM product_view");
    }
}
