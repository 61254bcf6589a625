package io.reactivecache.test.history;

import io.reactivecache.CacheTransaction;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * A caller that changes a row in a transaction: it fences the key, commits or rolls back, and tells. If it does not hear how the
 * commit went it tells nobody. A value that is rolled back is no version of any row.
 */
final class Transaction extends Change<Void> {

    private final World world;
    private final int key;
    private final int value;
    private final boolean commits;
    private final Fence fence;
    private long deadline = Long.MAX_VALUE;
    private int version;
    private @Nullable Position position;

    /**
     * A transaction that begins now.
     *
     * @param commits false to roll back
     */
    Transaction(World world, Life node, int key, boolean commits) {
        super(world, node);
        this.world = world;
        this.key = key;
        this.value = world.rows.make(key);
        this.commits = commits;
        this.fence = new Fence(world, node, key);
        world.ledger.fence(fence);
    }

    void call(ReactiveCache<Integer, Integer> cache) {
        CacheTransaction transaction = CacheTransaction.begin();
        Mono<Void> fenced = transaction
                .fence()
                .contextWrite(Context.of(Change.class, fence))
                .doOnSuccess(done -> fenced())
                .onErrorResume(failure -> transaction.rolledBack().then(Mono.error(failure)));
        call(cache.transactional()
                .invalidate(key)
                .contextWrite(transaction::in)
                .then(fenced)
                .then(Mono.defer(() -> commits ? committed(transaction) : rolledBack(transaction))));
    }

    private void fenced() {
        world.tally.count(Event.FENCED);
        deadline = world.time.millis() + World.MAX_LOAD_TIME.toMillis();
    }

    /** A system of record does not commit what comes too late. */
    private Mono<Void> committed(CacheTransaction transaction) {
        Mono<Void> commit =
                Mono.defer(() -> world.time.millis() < deadline ? commit() : Mono.error(CallFailedException.INSTANCE));
        return called("COMMIT of a transaction", commit).then(transaction.committed());
    }

    private Mono<Void> commit() {
        return Mono.fromRunnable(() -> {
            world.tally.count(Event.TRANSACTION_COMMITTED);
            world.rows.commit(key, value);
            fence.committed(world.rows.version(key));
        });
    }

    private Mono<Void> rolledBack(CacheTransaction transaction) {
        Mono<Void> rollback = Mono.fromRunnable(() -> world.tally.count(Event.TRANSACTION_ROLLED_BACK));
        return called("ROLLBACK", rollback).then(transaction.rolledBack());
    }

    private Mono<Void> called(String name, Mono<Void> operation) {
        return new HeldCall<>(world, node(), name, operation)
                .timeout(World.MAX_LOAD_TIME, world.nodes.scheduler(node().node()));
    }

    @Override
    void announced() {
        version = world.rows.version(key);
    }

    @Override
    void appended(Position known) {
        position = known;
    }

    @Override
    boolean means(int other) {
        return other == key;
    }

    @Override
    int version(int same) {
        return version;
    }

    @Override
    int number(int same) {
        return world.number(Objects.requireNonNull(position));
    }

    @Override
    public void onNext(Void nothing) {
        // there is none
    }

    @Override
    public void onComplete() {
        acknowledged(number(key));
        fence.told();
        super.onComplete();
    }

    @Override
    public Context currentContext() {
        return Context.of(Change.class, this);
    }

    @Override
    public String toString() {
        return node() + ": transaction that " + (commits ? "makes " + value + " of k" : "rolls back k") + key;
    }
}
