package io.reactivecache.internal.write;

import io.reactivecache.CacheTransaction;
import reactor.core.publisher.Mono;

/**
 * What a cache does for one change of a transaction.
 *
 * @param fence before the commit
 * @param committed after the commit
 * @param rolledBack after a rollback
 */
public record TransactionPart(Mono<Void> fence, Mono<Void> committed, Mono<Void> rolledBack)
        implements CacheTransaction.Part {

    /**
     * A key that is fenced.
     *
     * @param told invalidates it and lifts the fence, however the transaction has ended: a fence that failed may stand somewhere
     */
    public static TransactionPart fenced(Mono<?> fence, Mono<?> told) {
        return new TransactionPart(fence.then(), told.then(), told.then());
    }

    /** A change that is made after the commit. */
    public static TransactionPart after(Mono<?> change) {
        return new TransactionPart(Mono.empty(), change.then(), Mono.empty());
    }
}
