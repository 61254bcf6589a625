package io.reactivecache.samples.storefront.transaction;

import io.reactivecache.CacheTransaction;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Takes the cache changes of one transaction through its end. */
final class CacheSynchronization implements TransactionSynchronization {

    private final CacheTransaction transaction;
    private final TransactionSynchronizationManager manager;

    CacheSynchronization(CacheTransaction transaction, TransactionSynchronizationManager manager) {
        this.transaction = transaction;
        this.manager = manager;
    }

    /** A transaction within, with changes of its own, must not find this one's. */
    @Override
    public Mono<Void> suspend() {
        return Mono.fromRunnable(() -> manager.unbindResourceIfPossible(CacheTransaction.class));
    }

    @Override
    public Mono<Void> resume() {
        return Mono.fromRunnable(() -> manager.bindResource(CacheTransaction.class, transaction));
    }

    @Override
    public Mono<Void> beforeCommit(boolean readOnly) {
        return transaction.fence();
    }

    @Override
    public Mono<Void> beforeCompletion() {
        return Mono.fromRunnable(() -> manager.unbindResourceIfPossible(CacheTransaction.class));
    }

    /** Of a transaction whose end nobody knows nothing is told: its keys stay fenced until it cannot matter any more. */
    @Override
    public Mono<Void> afterCompletion(int status) {
        return switch (status) {
            case STATUS_COMMITTED -> transaction.committed();
            case STATUS_ROLLED_BACK -> transaction.rolledBack();
            default -> Mono.empty();
        };
    }
}
