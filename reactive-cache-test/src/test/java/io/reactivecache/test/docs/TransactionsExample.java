package io.reactivecache.test.docs;

import io.reactivecache.CacheTransaction;
import io.reactivecache.ReactiveCache;
import reactor.core.publisher.Mono;

/** A transaction, as docs/transactions.md shows it. */
final class TransactionsExample {

    private TransactionsExample() {}

    /** A system of record. */
    interface Database {
        Mono<Void> commit();

        Mono<Void> rollback();
    }

    static Mono<Void> moved(ReactiveCache<String, Integer> stock, Database database) {
        // tag::example[]
        Mono<Void> moved = CacheTransaction.transactional(
                stock.transactional().put("a", 4).then(stock.transactional().put("b", 6)),
                database::commit,
                database::rollback);
        // end::example[]
        return moved;
    }
}
