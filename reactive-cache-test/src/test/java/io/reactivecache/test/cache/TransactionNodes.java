package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;

import io.reactivecache.CacheTransaction;
import io.reactivecache.Source;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import reactor.core.publisher.Mono;

/** What tests of transactions do with nodes, step by step. */
final class TransactionNodes {

    private TransactionNodes() {}

    /** A transaction that changes the key by other means than the cache's writer. */
    static CacheTransaction changing(Node node) {
        CacheTransaction transaction = CacheTransaction.begin();
        inside(transaction, node.cache().transactional().invalidate(KEY));
        return transaction;
    }

    /** The same, fenced, and heard of by another node that had a value. */
    static CacheTransaction fenced(Node node, Node other) {
        CacheTransaction transaction = changing(node);
        long before = other.invalidations();
        transaction.fence().block(LIMIT);
        other.awaitEvicted(before);
        return transaction;
    }

    static void inside(CacheTransaction transaction, Mono<Void> change) {
        change.contextWrite(transaction::in).block(LIMIT);
    }

    /** Waits until the node keeps what it reads. */
    static void awaitKept(Node node) {
        Eventually.within(LIMIT).holds("kept", () -> node.source() == Source.LOCAL);
    }
}
