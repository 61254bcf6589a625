package io.reactivecache.samples.storefront.product;

import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteFailedException;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The products as the shop uses them: read through the cache, and written through it. */
@Service
public class Products {

    // Each attempt begins with what the winner of the one before has written.
    private static final Retry AFTER_ANOTHER_WRITER = Retry.backoff(8, Duration.ofMillis(10))
            .filter(Products::isConflict)
            .onRetryExhaustedThrow((retry, signal) -> signal.failure());

    private final ReactiveCache<Long, Product> cache;
    private final ProductRepository repository;

    public Products(ReactiveCache<Long, Product> cache, ProductRepository repository) {
        this.cache = cache;
        this.repository = repository;
    }

    /** Emits the product and which tier had it, or completes empty if there is none. */
    public Mono<Lookup<Product>> find(long id) {
        return cache.lookup(id);
    }

    /**
     * Gives a product a new price and emits it once all nodes have been told, or completes empty if there is none.
     *
     * <p>The product it starts from is read from the database: a cached one may be a moment old, and the version check of
     * {@link ProductRepository#update} would refuse it.
     */
    public Mono<Product> reprice(long id, BigDecimal price) {
        return repository
                .find(id)
                .map(product -> product.repriced(price))
                .flatMap(product -> cache.put(id, product).thenReturn(product))
                .retryWhen(AFTER_ANOTHER_WRITER);
    }

    static boolean isConflict(Throwable failure) {
        return failure instanceof WriteFailedException
                && failure.getCause() instanceof OptimisticLockingFailureException;
    }
}
