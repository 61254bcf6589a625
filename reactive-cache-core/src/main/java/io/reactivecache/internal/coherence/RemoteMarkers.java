package io.reactivecache.internal.coherence;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.internal.marker.Markers.Raised;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.MarkerTable.Content;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the markers of this node and the table of the remote store in step: what is in the table is heeded, what this node has
 * heard of and the table may not is told to it.
 */
public final class RemoteMarkers {

    private final MarkerTable table;
    private final MarkerReader reader;
    private final MarkerRetention retention;
    private final TableCompletion completion;
    private final RemoteCalls calls;
    private final CacheConfig config;
    private final Tokens tokens;
    private final Counters counters;
    private final int limit;
    private final Set<MarkerId> told = ConcurrentHashMap.newKeySet();
    private volatile boolean full;

    public RemoteMarkers(
            MarkerTable table,
            MarkerReader reader,
            MarkerRetention retention,
            TableCompletion completion,
            RemoteCalls calls,
            CacheConfig config,
            Tokens tokens,
            Counters counters) {
        this.table = table;
        this.reader = reader;
        this.retention = retention;
        this.completion = completion;
        this.calls = calls;
        this.config = config;
        this.tokens = tokens;
        this.counters = counters;
        this.limit = config.markers().maxMarkers();
    }

    /** Has the table told of a marker with the next turn; if that finds no room, of every one this node has. */
    void tell(MarkerId marker) {
        if (told.size() < limit) {
            told.add(marker);
        } else {
            full = true;
        }
    }

    /** True if the table is to be told of something with the next turn. */
    boolean isAsked() {
        return full || !told.isEmpty();
    }

    /** One turn, by a clock in milliseconds. Never errors; completes empty if the store or the log failed. */
    Mono<Content> turn(LongSupplier clock) {
        return reader.read()
                .flatMap(content -> completion
                        .isHeard(content)
                        .flatMap(heard -> kept(content, heard, clock))
                        .thenReturn(content))
                .onErrorResume(failure -> {
                    counters.count(CacheMeter.REMOTE_FAILURE);
                    return Mono.empty();
                });
    }

    /**
     * What is asked for was raised before. Asked for once more from here on, it waits for the next turn. A table that may lack
     * something is told of all there is.
     */
    private Mono<Void> kept(Content content, boolean heard, LongSupplier clock) {
        boolean all = full || completion.knowsAll() && content.made().isPresent();
        full = false;
        Set<MarkerId> asked = Set.copyOf(told);
        told.removeAll(asked);
        long now = clock.getAsLong();
        retention.look(now);
        retention.seen(content);
        boolean complete = heard && completion.knowsAll();
        return Flux.fromIterable(retention.untold(now, all ? retention.all() : asked))
                .concatMap(this::tell)
                .then(Mono.defer(() -> complete ? completion.complete(content) : Mono.empty()))
                .doOnError(failure -> askAgain(all, asked));
    }

    private void askAgain(boolean all, Set<MarkerId> asked) {
        full |= all;
        told.addAll(asked);
    }

    private Mono<Void> tell(Raised raised) {
        return calls.call(
                () -> table.open(config.name(), tokens.next(), raised.id().encoded(), raised.positions()));
    }
}
