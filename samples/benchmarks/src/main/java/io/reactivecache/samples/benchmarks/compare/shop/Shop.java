package io.reactivecache.samples.benchmarks.compare.shop;

import java.util.function.LongFunction;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An HTTP server with one route, which answers products. */
public final class Shop implements AutoCloseable {

    private final DisposableServer server;

    /**
     * Opens at a free port of this machine.
     *
     * @param products reads a product
     */
    public Shop(LongFunction<Mono<String>> products) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                        "/products/{id}",
                        (request, response) -> response.header("Content-Type", "application/json")
                                .sendString(products.apply(Long.parseLong(request.param("id"))))))
                .bindNow();
    }

    /** Where it is. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
