package io.reactivecache.samples.storefront.product;

import io.reactivecache.ReactiveCache;
import io.reactivecache.TransactionalCache;
import io.reactivecache.samples.storefront.transaction.CacheTransactions;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes of two prices in one transaction of the database: both are made, and every node drops both old ones, or neither. */
@Service
public class PriceTransfers {

    private final TransactionalCache<Long, Product> cache;
    private final ProductRepository repository;
    private final TransactionalOperator transaction;

    public PriceTransfers(
            ReactiveCache<Long, Product> cache, ProductRepository repository, TransactionalOperator transaction) {
        this.cache = cache.transactional();
        this.repository = repository;
        this.transaction = transaction;
    }

    /**
     * Takes an amount off the price of a product and puts it on that of another, and emits both as they are then; completes
     * empty, and changes nothing, if there is none of one of them.
     *
     * @throws PriceTooLowException as an error, if the price would fall below 0
     * @throws org.springframework.dao.OptimisticLockingFailureException as an error, if another write came in between
     */
    Mono<List<Product>> transfer(long from, long to, BigDecimal amount) {
        Mono<List<Product>> changed = repository
                .find(from)
                .zipWhen(cheaper -> repository.find(to))
                .flatMap(both -> put(repriced(both.getT1(), amount.negate()), repriced(both.getT2(), amount)));
        return transaction.transactional(CacheTransactions.join(changed));
    }

    private static Product repriced(Product product, BigDecimal difference) {
        BigDecimal price = product.price().add(difference);
        if (price.signum() < 0) {
            throw new PriceTooLowException();
        }
        return product.repriced(price);
    }

    /** In the order of their ids: two transfers that go opposite ways do not wait for each other. */
    private Mono<List<Product>> put(Product cheaper, Product dearer) {
        return Flux.just(cheaper, dearer)
                .sort(Comparator.comparingLong(Product::id))
                .concatMap(product -> cache.put(product.id(), product))
                .then(Mono.just(List.of(cheaper, dearer)));
    }
}
