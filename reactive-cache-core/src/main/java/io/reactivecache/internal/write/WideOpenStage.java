package io.reactivecache.internal.write;

import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Leaves the positions of an invalidation in the remote tier, for nodes that start later; nobody waits. What cannot be left
 * now is left later.
 */
public final class WideOpenStage implements WideSettleStage {

    private final String cache;
    private final MarkerTable table;
    private final Consumer<MarkerId> later;
    private final Steps background;
    private final RemoteCalls calls;
    private final Counters counters;

    /**
     * The stage.
     *
     * @param later takes a marker whose positions are to be left as soon as the remote tier can be reached
     */
    public WideOpenStage(
            String cache,
            MarkerTable table,
            Consumer<MarkerId> later,
            Steps background,
            RemoteCalls calls,
            Counters counters) {
        this.cache = cache;
        this.table = table;
        this.later = later;
        this.background = background;
        this.calls = calls;
        this.counters = counters;
    }

    @Override
    public Mono<Void> settle(WideWrite write, LogPositions positions) {
        return Mono.fromRunnable(() -> {
            Mono<Void> open = calls.call(() ->
                            table.open(cache, write.token(), write.marker().encoded(), positions))
                    .onErrorResume(failure -> failed(write.marker()));
            if (!background.start(open)) {
                counters.count(CacheMeter.REMOTE_DROPPED);
                later.accept(write.marker());
            }
        });
    }

    private Mono<Void> failed(MarkerId marker) {
        counters.count(CacheMeter.REMOTE_FAILURE);
        later.accept(marker);
        return Mono.empty();
    }
}
