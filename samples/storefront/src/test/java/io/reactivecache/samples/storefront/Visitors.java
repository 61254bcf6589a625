package io.reactivecache.samples.storefront;

import java.net.URI;
import java.util.concurrent.atomic.AtomicLongArray;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Look at products all the time, and remember how often they have begun to and how often they were answered. */
final class Visitors {

    static final int PRODUCTS = 20;

    private static final int AT_ONCE = 16;

    private final AtomicLongArray begun = new AtomicLongArray(PRODUCTS + 1);
    private final AtomicLongArray answered = new AtomicLongArray(PRODUCTS + 1);

    /** Sends them to a node until they are sent home. Who is not answered waits there. */
    Disposable visit(URI node) {
        WebClient http = WebClient.create(node.toString());
        return Flux.range(0, Integer.MAX_VALUE)
                .map(visit -> 1 + visit % PRODUCTS)
                .flatMap(product -> view(http, product), AT_ONCE)
                .subscribe();
    }

    private Mono<Void> view(WebClient http, int product) {
        begun.incrementAndGet(product);
        return http.post()
                .uri("/products/{id}/views", product)
                .retrieve()
                .toBodilessEntity()
                .doOnNext(counted -> answered.incrementAndGet(product))
                .then()
                .onErrorResume(gone -> Mono.never());
    }

    long begun(int product) {
        return begun.get(product);
    }

    long answered(int product) {
        return answered.get(product);
    }

    /** How often they were answered by now. */
    long answered() {
        long sum = 0;
        for (int product = 1; product <= PRODUCTS; product++) {
            sum += answered.get(product);
        }
        return sum;
    }
}
