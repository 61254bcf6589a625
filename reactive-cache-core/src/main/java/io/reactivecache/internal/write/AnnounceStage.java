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
import io.reactivecache.spi.append.Deadlines;
import reactor.core.publisher.Mono;

/** Appends the change to the log, which makes every node drop the old value. */
public final class AnnounceStage<K, V> implements WriteStage<K, V> {

    private final InvalidationLog log;
    private final boolean closes;
    private final CacheConfig config;
    private final Deadlines deadlines;
    private final Counters counters;
    private final SettleStage<K, V> next;

    /**
     * The stage.
     *
     * @param closes true if the remote tier is told before the log: who could not is to say so in the record
     * @param deadlines by when the log must have acknowledged a record
     */
    public AnnounceStage(
            InvalidationLog log,
            boolean closes,
            CacheConfig config,
            Deadlines deadlines,
            Counters counters,
            SettleStage<K, V> next) {
        this.log = log;
        this.closes = closes;
        this.config = config;
        this.deadlines = deadlines;
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
        return deadlines
                .limit(Mono.defer(() -> log.append(partition, ChangeFormat.encode(change))))
                .doOnNext(position -> counters.count(CacheMeter.ANNOUNCED))
                .doOnError(failure -> counters.count(CacheMeter.ANNOUNCE_FAILURE))
                .onErrorMap(failure -> new WriteFailedException(Step.ANNOUNCE, false, failure));
    }
}
