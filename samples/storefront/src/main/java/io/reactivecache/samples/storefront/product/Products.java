package io.reactivecache.samples.storefront.product;

import io.reactivecache.Lookup;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
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

    private static final Duration UNTIL_HEARD = Duration.ofMillis(200);

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
     * Emits the product as {@link #find(long)} does, no older than a change the reader knows of: this node is given a moment
     * to hear of it too, and then the product is read from the database.
     */
    public Mono<Lookup<Product>> findNotBefore(long id, Position change) {
        return cache.with(ReadOptions.none().notBefore(change, UNTIL_HEARD)).lookup(id);
    }

    /**
     * Gives a product a new price and emits it once all nodes are told, or completes empty if there is none.
     *
     * <p>The product it starts from is read from the database: a cached one may be a moment old, and the version check of
     * {@link ProductRepository#update} would refuse it.
     */
    Mono<Repriced> reprice(long id, BigDecimal price) {
        return repository
                .find(id)
                .map(product -> product.repriced(price))
                .flatMap(product -> cache.put(id, product).map(position -> new Repriced(product, position)))
                .retryWhen(AFTER_ANOTHER_WRITER);
    }

    static boolean isConflict(Throwable failure) {
        return failure instanceof WriteFailedException
                && failure.getCause() instanceof OptimisticLockingFailureException;
    }
}
