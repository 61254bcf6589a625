package io.reactivecache.samples.benchmarks.compare.shop;

import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Those who ask a shop, each over a connection that is kept. */
public final class Customers implements AutoCloseable {

    private final ConnectionProvider connections;
    private final HttpClient http;

    /** So many customers of the shop at a port. */
    public Customers(int count, int port) {
        connections = ConnectionProvider.create("customers", count);
        http = HttpClient.create(connections).host("127.0.0.1").port(port);
    }

    /** Asks for a product. */
    public Mono<String> read(long product) {
        return http.get()
                .uri("/products/" + product)
                .responseContent()
                .aggregate()
                .asString();
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
