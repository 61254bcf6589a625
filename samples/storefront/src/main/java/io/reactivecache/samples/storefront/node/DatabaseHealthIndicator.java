package io.reactivecache.samples.storefront.node;

import io.reactivecache.samples.storefront.product.ProductRepository;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The health of the database, without which a node cannot load: {@code DOWN} is answered with HTTP 503. */
@Component("database")
class DatabaseHealthIndicator implements ReactiveHealthIndicator {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final long ANY_PRODUCT = 1;

    private final ProductRepository repository;

    DatabaseHealthIndicator(ProductRepository repository) {
        this.repository = repository;
    }

    @Override
    public Mono<Health> health() {
        return repository
                .find(ANY_PRODUCT)
                .thenReturn(Health.up().build())
                .timeout(LIMIT)
                .onErrorResume(failure -> Mono.just(Health.down().build()));
    }
}
