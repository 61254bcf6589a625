package io.reactivecache.internal.coherence;

import io.reactivecache.Effect;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.MarkerTable.Content;
import java.time.Duration;
import java.util.stream.LongStream;
import reactor.core.publisher.Mono;

/**
 * Removes the mark a table was made with, once nothing is missing there:
 *
 * <pre>
 * over       the mark is older than a fence: writes that were marked in the table of before have announced what they will
 * heard      this node, which knows of everything before its last reset, has applied an end of the log asked for since
 * told       the table was told of every marker this node has
 * complete   the mark is removed, and means nothing
 * </pre>
 *
 * <p>Meanwhile who begins hears of what the table lacks from the checkpoint on: see {@link MissedChanges}.
 */
public final class TableCompletion {

    private static final Duration MOST = Duration.ofSeconds(1);

    private final MarkerTable table;
    private final Markers markers;
    private final AppliedPositions positions;
    private final InvalidationLog log;
    private final RemoteCalls calls;
    private final CacheConfig config;

    public TableCompletion(
            MarkerTable table,
            Markers markers,
            AppliedPositions positions,
            InvalidationLog log,
            RemoteCalls calls,
            CacheConfig config) {
        this.table = table;
        this.markers = markers;
        this.positions = positions;
        this.log = log;
        this.calls = calls;
        this.config = config;
    }

    /** Emits whether this node has heard of all that the table may lack. Never errors: then it is for another turn. */
    Mono<Boolean> isHeard(Content content) {
        return Mono.defer(() -> knowsAll() && isOver(content) ? hasAppliedEnd() : Mono.just(false));
    }

    private boolean isOver(Content content) {
        return content.made()
                .filter(mark -> mark.age().compareTo(config.fence()) > 0)
                .isPresent();
    }

    private Mono<Boolean> hasAppliedEnd() {
        return log.end()
                .flatMap(end -> positions.await(end).thenReturn(true))
                .timeout(MOST, calls.scheduler())
                .publishOn(calls.scheduler())
                .onErrorReturn(false);
    }

    /** False if this node has begun anew, and does not know yet what it missed. */
    boolean knowsAll() {
        return markers.floor() == null;
    }

    /** Removes the mark of a table that was told of all since this node had heard of it. */
    Mono<Void> complete(Content content) {
        return Mono.justOrEmpty(positions.resumeFrom())
                .flatMap(now -> calls.call(() -> table.open(
                        config.name(),
                        content.maker(),
                        MarkerId.all(Effect.REMOVE).encoded(),
                        nothing(now))));
    }

    private static LogPositions nothing(LogPositions now) {
        return LogPositions.of(
                now.epoch(), LongStream.of(now.offsets()).map(offset -> -1).toArray());
    }
}
