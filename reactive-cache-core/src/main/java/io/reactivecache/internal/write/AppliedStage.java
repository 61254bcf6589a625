package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.spi.append.Deadlines;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Waits until this node has applied the record of its own put, which tells whether the tiers may keep the value. If that
 * takes too long (this node has lost the log), the put ends as an invalidation.
 */
public final class AppliedStage<K, V> implements SettleStage<K, V> {

    private final boolean newestWins;
    private final Deadlines deadlines;
    private final Scheduler scheduler;
    private final SettleStage<K, V> next;

    /**
     * The stage.
     *
     * @param newestWins true if the log's order is the truth: the value is kept whatever this node has applied
     * @param deadlines by when the record must have been applied
     */
    public AppliedStage(boolean newestWins, Deadlines deadlines, Scheduler scheduler, SettleStage<K, V> next) {
        this.newestWins = newestWins;
        this.deadlines = deadlines;
        this.scheduler = scheduler;
        this.next = next;
    }

    @Override
    public Mono<Void> settle(Write<K, V> write, Position position) {
        return write.put().map(put -> settled(write, put, position)).orElseGet(() -> next.settle(write, position));
    }

    private Mono<Void> settled(Write<K, V> write, Write.Put<V> put, Position position) {
        PendingPut<V> pending = put.pending();
        return pending.isSettled()
                ? settled(write, pending.isKept(), position)
                : awaited(pending).flatMap(kept -> settled(write, kept, position));
    }

    private Mono<Void> settled(Write<K, V> write, boolean isKept, Position position) {
        return next.settle(isKept || newestWins ? write : write.asInvalidation(), position);
    }

    /** The caller continues on the scheduler: the thread that applies records belongs to the log. */
    private Mono<Boolean> awaited(PendingPut<V> pending) {
        return deadlines.limit(pending.applied().publishOn(scheduler)).onErrorReturn(TimeoutException.class, false);
    }
}
