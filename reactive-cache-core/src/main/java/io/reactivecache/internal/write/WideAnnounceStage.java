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
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.append.Deadlines;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Appends a record to every partition of the log, all at once. If one of them is not acknowledged the invalidation has failed,
 * although nodes heed the others.
 */
public final class WideAnnounceStage implements WideStage {

    private final InvalidationLog log;
    private final CacheConfig config;
    private final Deadlines deadlines;
    private final Counters counters;
    private final WideSettleStage next;

    public WideAnnounceStage(
            InvalidationLog log, CacheConfig config, Deadlines deadlines, Counters counters, WideSettleStage next) {
        this.log = log;
        this.config = config;
        this.deadlines = deadlines;
        this.counters = counters;
        this.next = next;
    }

    @Override
    public Mono<LogPositions> write(WideWrite write) {
        return appended(write)
                .flatMap(positions -> next.settle(write, positions)
                        .onErrorMap(failure -> new WriteFailedException(Step.SETTLE, true, failure))
                        .thenReturn(positions));
    }

    private Mono<LogPositions> appended(WideWrite write) {
        byte[] record =
                ChangeFormat.encode(new Change.Wide(config.name(), write.marker(), write.token(), write.isClosed()));
        Mono<List<Position>> all = Flux.range(0, write.partitions())
                .flatMapSequential(partition -> log.append(partition, record), write.partitions())
                .collectList();
        return deadlines
                .limit(all)
                .map(WideAnnounceStage::positions)
                .doOnNext(positions -> counters.count(CacheMeter.ANNOUNCED))
                .doOnError(failure -> counters.count(CacheMeter.ANNOUNCE_FAILURE))
                .onErrorMap(failure -> new WriteFailedException(Step.ANNOUNCE, false, failure));
    }

    /** Of one life of the log: if another began meanwhile nobody knows which nodes have heard of what. */
    private static LogPositions positions(List<Position> positions) {
        long epoch = positions.get(0).epoch();
        if (positions.stream().anyMatch(position -> position.epoch() != epoch)) {
            throw new IllegalStateException("log: begun anew meanwhile (expected: one epoch)");
        }
        return LogPositions.of(
                epoch, positions.stream().mapToLong(Position::offset).toArray());
    }
}
