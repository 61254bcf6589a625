package io.reactivecache.samples.storefront;

import io.reactivecache.samples.storefront.product.Product;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Talks to one node over HTTP. */
final class NodeClient {

    /** A product, the tier that answered it, and how current it is. */
    record Answer(Product product, String tier, String freshness) {}

    /** What the tests look at in the statistics. */
    record Stats(Local local) {
        record Local(long invalidations) {}
    }

    /** How often a product was looked at. */
    record Seen(long product, long views) {}

    private static final String POSITION = "X-Cache-Position";

    private final WebTestClient http;

    NodeClient(URI node) {
        this.http = WebTestClient.bindToServer()
                .baseUrl(node.toString())
                .responseTimeout(Duration.ofSeconds(15))
                .build();
    }

    WebTestClient http() {
        return http;
    }

    Answer read(long product) {
        var response = http.get()
                .uri("/products/{id}", product)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Product.class)
                .returnResult();
        return new Answer(
                Objects.requireNonNull(response.getResponseBody()),
                Objects.requireNonNull(response.getResponseHeaders().getFirst("X-Cache")),
                Objects.requireNonNull(response.getResponseHeaders().getFirst("X-Cache-Freshness")));
    }

    WebTestClient.ResponseSpec put(long product, BigDecimal price) {
        return http.put()
                .uri("/products/{id}", product)
                .bodyValue(Map.of("price", price))
                .exchange();
    }

    /** Changes a price; gives where the nodes read of it. */
    String reprice(long product, BigDecimal price) {
        var response = put(product, price)
                .expectStatus()
                .isOk()
                .expectBody(Product.class)
                .returnResult();
        return Objects.requireNonNull(response.getResponseHeaders().getFirst(POSITION));
    }

    /** Looks at a product. */
    void view(long product) {
        http.post()
                .uri("/products/{id}/views", product)
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    /** How often a product was looked at. */
    long views(long product) {
        Seen seen = http.get()
                .uri("/products/{id}/views", product)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Seen.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(seen).views();
    }

    /** Changes two prices at once. */
    void transfer(long from, long to, BigDecimal amount) {
        http.post()
                .uri("/price-transfers")
                .bodyValue(Map.of("from", from, "to", to, "amount", amount))
                .exchange()
                .expectStatus()
                .isOk();
    }

    /** The price of a product, read by somebody who knows of a change. */
    BigDecimal priceAfter(String position, long product) {
        Product read = http.get()
                .uri("/products/{id}", product)
                .header(POSITION, position)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Product.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(read).price();
    }

    long invalidations() {
        Stats stats = http.get()
                .uri("/cache/stats")
                .exchange()
                .expectBody(Stats.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(stats).local().invalidations();
    }

    String cacheHealth() {
        return health("cache");
    }

    String health(String part) {
        String[] status = new String[1];
        http.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.OK)
                .expectBody()
                .jsonPath("$.components." + part + ".status")
                .value(value -> status[0] = String.valueOf(value));
        return status[0];
    }
}
