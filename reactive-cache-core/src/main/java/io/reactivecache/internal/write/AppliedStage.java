package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Waits until this node has applied the record of its own put, which tells whether the tiers may keep the value. If that
 * takes too long (this node has lost the log), the put ends as an invalidation.
 */
public final class AppliedStage<K, V> implements SettleStage<K, V> {

    private final boolean newestWins;
    private final CacheConfig config;
    private final Scheduler scheduler;
    private final SettleStage<K, V> next;

    /**
     * The stage.
     *
     * @param newestWins true if the log's order is the truth: the value is kept whatever this node has applied
     */
    public AppliedStage(boolean newestWins, CacheConfig config, Scheduler scheduler, SettleStage<K, V> next) {
        this.newestWins = newestWins;
        this.config = config;
        this.scheduler = scheduler;
        this.next = next;
    }

    @Override
    public Mono<Void> settle(Write<K, V> write, Position position) {
        return write.put().map(put -> settled(write, put, position)).orElseGet(() -> next.settle(write, position));
    }

    /** The caller continues on the scheduler: the thread that applies records belongs to the log. */
    private Mono<Void> settled(Write<K, V> write, Write.Put<V> put, Position position) {
        return put.pending()
                .applied()
                .publishOn(scheduler)
                .timeout(config.log().announceTimeout(), Mono.just(false), scheduler)
                .flatMap(kept -> next.settle(kept || newestWins ? write : write.asInvalidation(), position));
    }
}
