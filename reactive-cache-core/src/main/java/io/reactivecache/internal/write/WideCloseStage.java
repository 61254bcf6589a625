package io.reactivecache.internal.write;

import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import reactor.core.publisher.Mono;

/**
 * Notes in the remote tier that an invalidation is being announced, for nodes that start before it has its positions. If the
 * remote tier cannot be reached it goes on, and the records say so; but not over a log that keeps nothing.
 */
public final class WideCloseStage implements WideStage {

    private final String cache;
    private final MarkerTable table;
    private final RemoteCalls calls;
    private final Counters counters;
    private final boolean keeps;
    private final WideStage next;

    /**
     * The stage.
     *
     * @param keeps true if the log keeps what is announced, for nodes that begin later
     */
    public WideCloseStage(
            String cache, MarkerTable table, RemoteCalls calls, Counters counters, boolean keeps, WideStage next) {
        this.keeps = keeps;
        this.cache = cache;
        this.table = table;
        this.calls = calls;
        this.counters = counters;
        this.next = next;
    }

    @Override
    public Mono<LogPositions> write(WideWrite write) {
        return calls.call(() -> table.close(cache, write.token(), write.marker().encoded()))
                .thenReturn(write.closed())
                .onErrorResume(failure -> {
                    counters.count(CacheMeter.REMOTE_FAILURE);
                    return keeps ? Mono.just(write) : Mono.error(new WriteFailedException(Step.CLOSE, false, failure));
                })
                .flatMap(next::write);
    }
}
