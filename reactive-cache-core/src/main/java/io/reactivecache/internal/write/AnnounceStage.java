package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.InvalidationLog;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Appends the change to the log, which makes every node drop the old value. */
public final class AnnounceStage<K, V> implements WriteStage<K, V> {

    private final InvalidationLog log;
    private final boolean closes;
    private final CacheConfig config;
    private final Scheduler scheduler;
    private final Counters counters;
    private final SettleStage<K, V> next;

    /**
     * The stage.
     *
     * @param closes true if the remote tier is told before the log: who could not is to say so in the record
     */
    public AnnounceStage(
            InvalidationLog log,
            boolean closes,
            CacheConfig config,
            Scheduler scheduler,
            Counters counters,
            SettleStage<K, V> next) {
        this.log = log;
        this.closes = closes;
        this.config = config;
        this.scheduler = scheduler;
        this.counters = counters;
        this.next = next;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        return appended(write)
                .flatMap(position -> next.settle(write, position)
                        .onErrorMap(failure -> new WriteFailedException(Step.SETTLE, true, failure))
                        .thenReturn(position));
    }

    private Mono<Position> appended(Write<K, V> write) {
        boolean closed = !closes || write.ticket().isPresent();
        Change change = new Change.OfKey(config.name(), write.encoded(), write.token(), write.effect(), closed);
        int partition = write.address().partition();
        return Mono.defer(() -> log.append(partition, ChangeFormat.encode(change)))
                .timeout(config.log().announceTimeout(), scheduler)
                .doOnNext(position -> counters.count(CacheMeter.ANNOUNCED))
                .doOnError(failure -> counters.count(CacheMeter.ANNOUNCE_FAILURE))
                .onErrorMap(failure -> new WriteFailedException(Step.ANNOUNCE, false, failure));
    }
}
