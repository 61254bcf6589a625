package io.reactivecache.samples.storefront.replay;

import io.reactivecache.samples.storefront.product.Product;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** A client of one node. Every answer but 200 is an error. */
final class Customer {

    /** A product, and the tier that answered it. */
    record Answer(Product product, String tier) {}

    private final WebClient http;

    Customer(ClientHttpConnector connector, URI node) {
        this.http = WebClient.builder()
                .clientConnector(connector)
                .baseUrl(node.toString())
                .build();
    }

    Mono<Answer> read(long product) {
        return http.get()
                .uri("/products/{id}", product)
                .retrieve()
                .toEntity(Product.class)
                .map(Customer::answer);
    }

    Mono<Product> reprice(long product, BigDecimal price) {
        return http.put()
                .uri("/products/{id}", product)
                .bodyValue(Map.of("price", price))
                .retrieve()
                .bodyToMono(Product.class);
    }

    private static Answer answer(ResponseEntity<Product> response) {
        return new Answer(
                Objects.requireNonNull(response.getBody(), "body"),
                Objects.requireNonNull(response.getHeaders().getFirst("X-Cache"), "X-Cache"));
    }
}
