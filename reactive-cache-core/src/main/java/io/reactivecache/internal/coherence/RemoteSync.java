package io.reactivecache.internal.coherence;

import io.reactivecache.Effect;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.InstantSource;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Keeps this node and the remote tier in step. One turn is
 *
 * <pre>
 * told    the remote tier is told of changes their writer could not tell it
 * read    the table of markers is read and told of what it may have missed, if that is due
 * known   what this node missed before a reset is heard of, and what of it the table is to be told is told: from here on the
 *         remote tier can be used for what is older
 * noted   if nothing is left to be told, the checkpoint is raised to what this node has applied
 * </pre>
 *
 * <p>Without a table of markers there is the first step only. Before each turn changes that lie long enough back are forgotten.
 */
public final class RemoteSync {

    private final UntoldKeys keys;
    private final Optional<TableSync> table;
    private final RecentChanges recent;
    private final Markers markers;
    private final AppliedPositions positions;
    private final InstantSource clock;
    private final Sinks.Empty<Void> looked = Sinks.empty();

    /** Of one node. */
    public RemoteSync(
            UntoldKeys keys,
            Optional<TableSync> table,
            RecentChanges recent,
            Markers markers,
            AppliedPositions positions,
            InstantSource clock) {
        this.keys = keys;
        this.table = table;
        this.recent = recent;
        this.markers = markers;
        this.positions = positions;
        this.clock = clock;
    }

    /** The change of a key is to be told. Where there is no room for it, everything is. */
    void key(String key, Token token, Position position) {
        if (!keys.add(key, token, position, clock.millis())) {
            marker(MarkerId.all(Effect.REMOVE));
        }
    }

    /** A marker is to be told. */
    void marker(MarkerId marker) {
        table.ifPresent(told -> told.tell(marker));
    }

    /** True if there is a table of markers. */
    boolean hasTable() {
        return table.isPresent();
    }

    /**
     * Completes when the table was read for the first time after this node began to follow the log, or could not be, and the
     * checkpoint was noted that is due by then.
     */
    Mono<Void> looked() {
        return table.isEmpty() ? Mono.empty() : looked.asMono();
    }

    /**
     * One turn at a time. Never errors.
     *
     * @param unsettled hears of what the remote tier is to be told
     */
    Mono<Void> turn(long now, Unsettled unsettled) {
        recent.forget();
        return told(now).then(Mono.defer(() -> Mono.justOrEmpty(table).flatMap(due -> read(due, now, unsettled))));
    }

    private Mono<Void> told(long now) {
        return Mono.justOrEmpty(positions.view())
                .filter(view -> keys.isDue(now))
                .flatMap(view -> keys.tell(view.partitions(), now));
    }

    private Mono<Void> read(TableSync due, long now, Unsettled unsettled) {
        return due.read(now, unsettled)
                .flatMap(tried -> noted(due, now).thenReturn(tried))
                .doOnNext(this::noteLooked)
                .then();
    }

    /** What was applied is asked for first: whatever belongs to it is among what is to be told before it counts as applied. */
    private Mono<Void> noted(TableSync due, long now) {
        Optional<LogPositions> applied = positions.resumeFrom();
        return Mono.justOrEmpty(applied).filter(any -> keys.isEmpty()).flatMap(told -> due.note(told, now));
    }

    private void noteLooked(boolean tried) {
        if (positions.view().isPresent() && (tried || markers.floor() == null)) {
            looked.tryEmitEmpty();
        }
    }
}
