package io.reactivecache.internal.coherence;

import io.reactivecache.Effect;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.spi.MarkerTable.Mark;
import io.reactivecache.spi.MarkerTable.Row;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the table of markers. Its rows count as they are. A mark that is closed counts, for a node that has just begun at a
 * reset, as of the positions of that reset: what was appended before is not after them, and what comes later the log delivers.
 *
 * <p>A mark that is older than a fence is that of a dead writer, which may have announced it to some partitions or to none. It
 * is opened at an end of the log that was asked for since: whatever the writer appended is before it. The mark that a table is
 * made with is the affair of {@link MissedChanges} and {@link TableCompletion}.
 */
public final class MarkerReader {

    private final MarkerTable table;
    private final Markers markers;
    private final InvalidationLog log;
    private final RemoteCalls calls;
    private final CacheConfig config;

    public MarkerReader(
            MarkerTable table, Markers markers, InvalidationLog log, RemoteCalls calls, CacheConfig config) {
        this.table = table;
        this.markers = markers;
        this.log = log;
        this.calls = calls;
        this.config = config;
    }

    /** Emits what is in the table, once it is heeded. Errors if the store or the log fails. */
    public Mono<Content> read() {
        return Mono.defer(() -> {
            LogPositions reset = markers.floor();
            return calls.call(() -> table.read(config.name())).flatMap(content -> {
                heed(content, reset);
                return resolved(content).thenReturn(content);
            });
        });
    }

    /** Emits what is in the table, once it is heeded; empty if this node has not noticed yet that the log has begun anew. */
    public Mono<Content> readNow() {
        return read().filterWhen(content -> end().map(end -> end.epoch() == markers.epoch()));
    }

    private Mono<LogPositions> end() {
        return log.end().timeout(config.log().announceTimeout(), calls.scheduler());
    }

    private void heed(Content content, @Nullable LogPositions reset) {
        content.rows().forEach(this::heed);
        if (reset != null) {
            content.announced().forEach(mark -> markers.raise(marker(mark.marker()), reset));
        }
    }

    private void heed(Row row) {
        markers.raise(marker(row.marker()), row.positions());
    }

    private Mono<Void> resolved(Content content) {
        return Flux.fromIterable(content.announced())
                .filter(this::isDead)
                .concatMap(this::resolve)
                .then();
    }

    private boolean isDead(Mark mark) {
        return mark.age().compareTo(config.fence()) > 0;
    }

    private Mono<Void> resolve(Mark mark) {
        return end().flatMap(end -> calls.call(() -> table.open(config.name(), mark.token(), mark.marker(), end)));
    }

    /** What nobody here can read was written by a newer version: it may mean every entry. */
    static MarkerId marker(String text) {
        try {
            return MarkerId.parse(text);
        } catch (RuntimeException unknown) {
            return MarkerId.all(Effect.REMOVE);
        }
    }
}
