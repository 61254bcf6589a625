package io.reactivecache.test.tck;

import io.reactivecache.CacheTransaction;
import io.reactivecache.TransactionalCache;
import java.util.List;
import reactor.core.publisher.Mono;

/** Transactions, and what a cache does inside of them. */
record TransactionSubjects(Caches caches) implements Suite {

    @Override
    public List<Subject> subjects() {
        TransactionalCache<String, String> cache = caches.tiered.transactional();
        return List.of(
                Subject.one("get, in a transaction", () -> inside(cache.get(Caches.HIT)))
                        .failing(() -> inside(cache.invalidate(Caches.BROKEN).then(cache.get(Caches.BROKEN)))),
                Subject.none("put, in a transaction", () -> inside(cache.put(Caches.fresh(), "v")))
                        .failing(() -> inside(cache.put(Caches.BROKEN, "v"))),
                Subject.none("put, without a transaction", () -> cache.put(Caches.fresh(), "v")),
                Subject.none(
                        "remove, without a transaction",
                        () -> caches.truth.transactional().remove(Caches.fresh())),
                Subject.none("invalidate, in a transaction", () -> inside(cache.invalidate(Caches.fresh()))),
                Subject.none("fence", () -> begun(cache).flatMap(CacheTransaction::fence))
                        .failing(() -> ended().fence()),
                Subject.none("committed", () -> fenced(cache).flatMap(CacheTransaction::committed))
                        .failing(() -> ended().committed()),
                Subject.none("rolledBack", () -> fenced(cache).flatMap(CacheTransaction::rolledBack)),
                Subject.one("transactional", () -> transactional(Mono.just("v")))
                        .failing(() -> transactional(Mono.error(IllegalStateException::new))));
    }

    private static <T> Mono<T> inside(Mono<T> step) {
        return Mono.defer(() -> step.contextWrite(CacheTransaction.begin()::in));
    }

    private static Mono<CacheTransaction> begun(TransactionalCache<String, String> cache) {
        return Mono.fromSupplier(CacheTransaction::begin)
                .delayUntil(transaction -> cache.invalidate(Caches.fresh()).contextWrite(transaction::in));
    }

    private static Mono<CacheTransaction> fenced(TransactionalCache<String, String> cache) {
        return begun(cache).delayUntil(CacheTransaction::fence);
    }

    private static CacheTransaction ended() {
        CacheTransaction transaction = CacheTransaction.begin();
        transaction.rolledBack().block();
        return transaction;
    }

    private static Mono<String> transactional(Mono<String> work) {
        return CacheTransaction.transactional(work, Mono::empty, Mono::empty);
    }
}
