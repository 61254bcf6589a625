package io.reactivecache.samples.storefront.view;

import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Transactions that begin when they are let. */
final class GatedTransaction implements TransactionalOperator {

    private final TransactionalOperator transaction;
    private volatile Mono<Void> gate = Mono.empty();

    GatedTransaction(TransactionalOperator transaction) {
        this.transaction = transaction;
    }

    /** What transactions wait for from now on. */
    void gate(Mono<Void> until) {
        gate = until;
    }

    @Override
    public <T> Flux<T> execute(TransactionCallback<T> action) {
        return Mono.defer(() -> gate).thenMany(transaction.execute(action));
    }
}
