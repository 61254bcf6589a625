package io.reactivecache.internal.coherence;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable.Content;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps this node and the table of markers in step: at once after a reset, when it is asked, and from time to time as long as
 * there are markers, the table may lack something, or the log goes on: the table may have been lost.
 */
public final class TableSync {

    private final RemoteMarkers table;
    private final MissedChanges missed;
    private final Checkpoints checkpoints;
    private final Markers markers;
    private final AppliedPositions positions;
    private final CacheConfig config;
    private final InstantSource clock;
    private Optional<LogPositions> readAt = Optional.empty();
    private boolean isAnother;
    private boolean isComplete;
    private long lastRead;

    /** Of one node. */
    public TableSync(
            RemoteMarkers table,
            MissedChanges missed,
            Checkpoints checkpoints,
            Markers markers,
            AppliedPositions positions,
            CacheConfig config,
            InstantSource clock) {
        this.table = table;
        this.missed = missed;
        this.checkpoints = checkpoints;
        this.markers = markers;
        this.positions = positions;
        this.config = config;
        this.clock = clock;
        this.lastRead = clock.millis();
    }

    /** Has the table told of a marker. */
    void tell(MarkerId marker) {
        table.tell(marker);
    }

    /** Reads the table and tells it what it may have missed, if that is due. Emits whether it was. Never errors. */
    Mono<Boolean> read(long now, Unsettled unsettled) {
        return Mono.defer(() -> isDue(now) ? readNow(now, unsettled).thenReturn(true) : Mono.just(false));
    }

    private boolean isDue(long now) {
        boolean isTime = now - lastRead >= config.markers().sweepInterval().toMillis();
        return markers.floor() != null || table.isAsked() || isAnother || isTime && mayHaveChanged();
    }

    private boolean mayHaveChanged() {
        return markers.size() > 0 || !isComplete || !readAt.equals(positions.resumeFrom());
    }

    /** What was applied is asked for first: the table is told of all of it. */
    private Mono<Content> readNow(long now, Unsettled unsettled) {
        lastRead = now;
        isAnother = false;
        LogPositions reset = markers.floor();
        Optional<LogPositions> applied = positions.resumeFrom();
        readAt = applied;
        return table.turn(clock::millis)
                .flatMap(content -> known(reset, content, unsettled)
                        .flatMap(known -> isToBeTold(content, known) ? table.turn(clock::millis) : Mono.just(content)))
                .doOnNext(content -> saw(content, applied));
    }

    private void saw(Content content, Optional<LogPositions> applied) {
        isComplete = content.made().isEmpty();
        checkpoints.saw(content, applied);
    }

    private boolean isToBeTold(Content content, boolean known) {
        return table.isAsked() || known && content.made().isPresent();
    }

    /** Emits whether this node has come to know what it missed. */
    private Mono<Boolean> known(@Nullable LogPositions reset, Content content, Unsettled unsettled) {
        return Mono.justOrEmpty(reset)
                .flatMap(before ->
                        missed.areKnown(before, content, unsettled).map(known -> known && markers.known(before)))
                .defaultIfEmpty(false);
    }

    /** Raises the checkpoint to what was applied, if the table was told of all of it. Never errors. */
    Mono<Void> note(LogPositions applied, long now) {
        return Mono.defer(() -> markers.floor() != null || table.isAsked()
                ? Mono.empty()
                : checkpoints
                        .note(applied, now)
                        .doOnNext(same -> isAnother = !same)
                        .then());
    }
}
