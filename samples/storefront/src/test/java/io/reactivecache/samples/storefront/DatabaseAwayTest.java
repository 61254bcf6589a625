package io.reactivecache.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.samples.storefront.launch.Nodes;
import io.reactivecache.test.Eventually;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;

/** A node whose database goes away and comes back. */
class DatabaseAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Connection database;
    private Server server;
    private ConfigurableApplicationContext storefront;
    private NodeClient node;

    @BeforeEach
    void open() throws SQLException {
        database = DriverManager.getConnection("jdbc:h2:mem:away", "sa", "");
        server = serve(0);
        storefront = Storefront.open(
                "--server.port=0",
                "--storefront.nodes=1",
                "--storefront.ttl=1s",
                "--storefront.database=r2dbc:h2:tcp://sa@localhost:" + server.getPort() + "/mem:away",
                "--storefront.embedded.redis=0");
        node = new NodeClient(storefront.getBean(Nodes.class).urls().get(0));
    }

    @AfterEach
    void close() throws SQLException {
        storefront.close();
        server.stop();
        database.close();
    }

    private static Server serve(int port) throws SQLException {
        return Server.createTcpServer("-tcpPort", String.valueOf(port)).start();
    }

    @Test
    void aProductIsAnsweredPastItsTimeWhileTheDatabaseIsAwayAndFreshOnceItIsBack() throws SQLException {
        Eventually.within(LIMIT).holds("kept", () -> node.read(42).tier().equals("local"));
        int port = server.getPort();
        server.stop();

        Eventually.within(LIMIT)
                .holds("past its time", () -> !node.read(42).freshness().equals("fresh"));
        assertThat(node.read(42).product().id()).isEqualTo(42);
        node.http()
                .get()
                .uri("/products/43")
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isGreaterThanOrEqualTo(HttpStatus.INTERNAL_SERVER_ERROR.value()));

        server = serve(port);
        Eventually.within(LIMIT)
                .holds("loaded anew", () -> node.read(42).freshness().equals("fresh"));
    }
}
