package io.reactivecache.samples.storefront.transaction;

import io.reactivecache.CacheTransaction;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Lets cache changes take part in the reactive transaction of Spring that is under way: they are made when it commits, and never
 * if it rolls back. A transaction whose changes cannot be announced does not commit.
 */
public final class CacheTransactions {

    private CacheTransactions() {}

    /**
     * The work, whose changes by {@link io.reactivecache.ReactiveCache#transactional()} are part of the transaction it is
     * subscribed to in. Joined works of one transaction share its changes. Without a transaction changes are made at once.
     *
     * <p>Join inside of what the transaction surrounds: {@code operator.transactional(CacheTransactions.join(work))}.
     */
    public static <T> Mono<T> join(Mono<T> work) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isSynchronizationActive)
                .map(CacheTransactions::joined)
                .map(transaction -> work.contextWrite(transaction::in))
                .onErrorResume(NoTransactionException.class, alone -> Mono.empty())
                .defaultIfEmpty(work)
                .flatMap(joined -> joined);
    }

    private static CacheTransaction joined(TransactionSynchronizationManager manager) {
        if (manager.getResource(CacheTransaction.class) instanceof CacheTransaction begun) {
            return begun;
        }
        CacheTransaction transaction = CacheTransaction.begin();
        manager.bindResource(CacheTransaction.class, transaction);
        manager.registerSynchronization(new CacheSynchronization(transaction, manager));
        return transaction;
    }
}
