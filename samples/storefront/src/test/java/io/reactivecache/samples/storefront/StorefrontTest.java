package io.reactivecache.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.samples.storefront.launch.Banner;
import io.reactivecache.samples.storefront.launch.Nodes;
import io.reactivecache.samples.storefront.replay.Replay;
import io.reactivecache.samples.storefront.replay.ReplayReport;
import io.reactivecache.test.Eventually;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes with a database and a Redis of their own, seen over HTTP. */
class StorefrontTest {

    private static final int REPLAYED = 3_000;
    private static final int FIRST_REPLAYED = 1_000;

    private static ConfigurableApplicationContext storefront;
    private static NodeClient a;
    private static NodeClient b;

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException {
        storefront = Storefront.open(
                "--server.port=0",
                "--storefront.embedded.database=0",
                "--storefront.embedded.redis=0",
                "--storefront.replay=" + trace(directory));
        List<URI> urls = storefront.getBean(Nodes.class).urls();
        a = new NodeClient(urls.get(0));
        b = new NodeClient(urls.get(1));
    }

    @AfterAll
    static void close() {
        storefront.close();
    }

    @Test
    void everyNodeDropsAProductThatAnotherOneChangedWithoutBeingAsked() {
        for (int product = 1; product <= 200; product++) {
            readUntilLocal(a, product);
            readUntilLocal(b, product);
            long before = b.invalidations();
            BigDecimal price = BigDecimal.valueOf(product, 2);

            a.reprice(product, price);

            Eventually.within(Duration.ofSeconds(1)).holds("b dropped it", () -> b.invalidations() > before);
            NodeClient.Answer answer = b.read(product);
            assertThat(answer.product().price()).isEqualByComparingTo(price);
            assertThat(answer.product().version()).isEqualTo(2);
            assertThat(answer.tier()).isNotEqualTo("local");
        }
    }

    @Test
    void aReplayOfATraceFindsOnlyRightAnswers() {
        List<URI> urls = storefront.getBean(Nodes.class).urls();

        ReplayReport report = storefront.getBean(Replay.class).run(urls).block(Duration.ofSeconds(30));

        assertThat(report).isNotNull();
        assertThat(report.getExitCode()).as(report.text()).isZero();
        assertThat(report.writes()).isPositive();
        assertThat(report.local() + report.remote() + report.loaded() + report.writes())
                .isGreaterThanOrEqualTo(REPLAYED);
    }

    @Test
    void twoWritersOfOneProductBothSucceedAndTheLastOneIsSeenEverywhere() {
        a.reprice(300, new BigDecimal("1.00"));
        b.reprice(300, new BigDecimal("2.00"));

        assertThat(b.read(300).product().version()).isEqualTo(3);
        Eventually.within(Duration.ofSeconds(1))
                .passes(() -> assertThat(a.read(300).product().price()).isEqualByComparingTo("2.00"));
    }

    @Test
    void twoPricesThatChangeInOneTransactionAreSeenOnBothNodes() {
        a.reprice(600, new BigDecimal("5.00"));
        a.reprice(601, new BigDecimal("5.00"));
        readUntilLocal(b, 600);
        readUntilLocal(b, 601);

        a.transfer(600, 601, new BigDecimal("1.25"));

        Eventually.within(Duration.ofSeconds(5)).passes(() -> {
            for (NodeClient node : List.of(a, b)) {
                assertThat(node.read(600).product().price()).isEqualByComparingTo("3.75");
                assertThat(node.read(601).product().price()).isEqualByComparingTo("6.25");
            }
        });
    }

    @Test
    void viewsAreSeenAtOnceOnTheirNodeAndSoonOnTheOther() {
        for (int view = 1; view <= 20; view++) {
            a.view(700);
            assertThat(a.views(700)).isGreaterThanOrEqualTo(view);
        }
        b.view(700);

        Eventually.within(Duration.ofSeconds(10)).passes(() -> {
            assertThat(a.views(700)).isEqualTo(21);
            assertThat(b.views(700)).isEqualTo(21);
        });
        a.http().post().uri("/products/999999/views").exchange().expectStatus().isNotFound();
        a.http().post().uri("/products/x/views").exchange().expectStatus().isBadRequest();
    }

    /** Without the position the second node may answer the old price for a moment: it has not heard of the change yet. */
    @Test
    void whoChangedAPriceReadsItOnEveryNodeAtOnce() {
        for (int change = 1; change <= 200; change++) {
            b.read(500);
            BigDecimal price = BigDecimal.valueOf(change, 2);
            String position = a.reprice(500, price);

            assertThat(b.priceAfter(position, 500)).isEqualByComparingTo(price);
        }
    }

    @Test
    void allPartsAreHealthy() {
        assertThat(a.cacheHealth()).isEqualTo("UP");
        assertThat(b.cacheHealth()).isEqualTo("UP");
        assertThat(a.health("views")).isEqualTo("UP");
    }

    @Test
    void eachNodeCountsForItself() {
        readUntilLocal(a, 400);

        a.http()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .value(meters -> assertThat(meters)
                        .containsPattern(
                                "cache_gets_total\\{cache=\"products\",result=\"hit\",tier=\"local\"\\} [1-9]"));
    }

    @Test
    void theBannerSaysWhereEverythingIs() {
        assertThat(storefront.getBean(Banner.class).text())
                .contains("curl -i -X PUT", "redis://localhost:", "started here", "in that Redis")
                .contains(storefront.getBean(Nodes.class).urls().get(1).toString())
                .doesNotContain("sa@");
    }

    private static void readUntilLocal(NodeClient node, int product) {
        Eventually.within(Duration.ofSeconds(5))
                .holds("local", () -> node.read(product).tier().equals("local"));
    }

    private static Path trace(Path directory) throws IOException {
        List<String> ids = IntStream.range(0, REPLAYED)
                .mapToObj(access -> String.valueOf(FIRST_REPLAYED + access * 7 % 50))
                .toList();
        return Files.write(directory.resolve("trace"), ids);
    }
}
