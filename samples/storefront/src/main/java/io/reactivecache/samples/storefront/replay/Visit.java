package io.reactivecache.samples.storefront.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One replay. Every access asks the next node; every hundredth changes the price instead. At the end every product that
 * was changed is read once more on every node, when the last change must have reached all of them.
 */
final class Visit {

    static final int CONCURRENCY = 64;

    private static final int WRITE_EVERY = 100;
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final Trace trace;
    private final List<Customer> customers;
    private final LongSupplier nanos;
    private final Truth truth = new Truth();
    private final Tally tally = new Tally();

    Visit(Trace trace, List<Customer> customers, LongSupplier nanos) {
        this.trace = trace;
        this.customers = customers;
        this.nanos = nanos;
    }

    Mono<Void> accesses() {
        return Flux.range(0, trace.length()).flatMap(this::access, CONCURRENCY).then();
    }

    Mono<Void> lastLook() {
        return Mono.delay(SETTLED)
                .thenMany(Flux.defer(() -> Flux.fromIterable(truth.written())))
                .flatMap(this::readEverywhere, CONCURRENCY)
                .then();
    }

    ReplayReport report(Duration time) {
        return tally.report(trace.length(), customers.size(), time);
    }

    private Mono<Void> access(int access) {
        // The second part moves on from one write to the next: each node gets its share of them.
        int node = (access + access / WRITE_EVERY) % customers.size();
        long product = trace.product(access);
        // Each write has a price of its own, which tells it from all others.
        BigDecimal price = BigDecimal.valueOf(access, 2);
        boolean write = access % WRITE_EVERY == WRITE_EVERY - 1;
        return write && truth.of(product).begin(price) ? write(node, product, price) : read(node, product);
    }

    private Mono<Void> read(int node, long product) {
        Timeline timeline = truth.of(product);
        int least = timeline.leastVersion(node, nanos.getAsLong());
        return customers
                .get(node)
                .read(product)
                .doOnNext(answer -> tally.read(answer.tier(), timeline.allows(answer.product(), least)))
                .then()
                .onErrorResume(this::failed);
    }

    private Mono<Void> write(int node, long product, BigDecimal price) {
        Timeline timeline = truth.of(product);
        return customers
                .get(node)
                .reprice(product, price)
                .doOnNext(answer -> tally.write(timeline.acknowledge(answer, node, nanos.getAsLong())))
                .then()
                .onErrorResume(this::failed);
    }

    private Mono<Void> readEverywhere(long product) {
        return Flux.range(0, customers.size())
                .concatMap(node -> read(node, product))
                .then();
    }

    private Mono<Void> failed(Throwable failure) {
        String answer = failure instanceof WebClientResponseException refused ? refused.getResponseBodyAsString() : "";
        return Mono.fromRunnable(() -> tally.failure(failure.getMessage() + " " + answer));
    }
}
