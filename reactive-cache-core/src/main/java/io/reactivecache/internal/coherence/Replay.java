package io.reactivecache.internal.coherence;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.internal.entry.HeartbeatFormat;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable.Content;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Hears once more of a part of the log, for the changes in it that their writer could not tell the remote tier: this node
 * refuses what is older and tells the remote tier itself, as if it had been there. What the writer has told needs no more, but
 * for wide changes while the table has the mark it was made with: they may have been told to a table that is lost.
 *
 * <p>It reads for a limited time, and goes on from where it was when it is asked again. Used by one thread at a time.
 */
final class Replay {

    private final String cache;
    private final InvalidationLog log;
    private final Markers markers;
    private final RecentChanges recent;
    private final Unsettled unsettled;
    private final Content content;
    private final LogPositions end;
    private LogPositions reached;

    /**
     * Of what is after some positions, up to others.
     *
     * @param content the table as it was read
     */
    Replay(
            String cache,
            InvalidationLog log,
            Markers markers,
            RecentChanges recent,
            Unsettled unsettled,
            Content content,
            LogPositions after,
            LogPositions end) {
        this.cache = cache;
        this.log = log;
        this.markers = markers;
        this.recent = recent;
        this.unsettled = unsettled;
        this.content = content;
        this.reached = after;
        this.end = end;
    }

    /** True if it leads up to this reset, and hears of what this table may lack. */
    boolean isOf(Content other, LogPositions reset) {
        return end == reset && content.seal() == other.seal();
    }

    /**
     * Emits whether the end was reached within a time. Errors if the log fails, and with {@link ChangesGoneException} if it
     * cannot deliver what is between, or something nobody here can read.
     */
    Mono<Boolean> run(Duration most, Scheduler scheduler) {
        return Mono.defer(() -> reached.reaches(end)
                ? Mono.just(true)
                : log.tail(Optional.of(reached))
                        .doOnNext(this::hear)
                        .takeUntil(event -> reached.reaches(end))
                        .take(most, scheduler)
                        .then(Mono.fromSupplier(() -> reached.reaches(end))));
    }

    private void hear(LogEvent event) {
        if (!(event instanceof LogEvent.Appended record) || record.position().epoch() != end.epoch()) {
            throw new ChangesGoneException();
        }
        if (record.position().offset() > reached.offset(record.position().partition())) {
            hear(record);
            reached = reached.with(record.position());
        }
    }

    private void hear(LogEvent.Appended record) {
        if (!HeartbeatFormat.isHeartbeat(record.payload())) {
            Change change = decoded(record.payload());
            if (change.cache().equals(cache) && mayBeUntold(change)) {
                hear(change, record.position());
            }
        }
    }

    private boolean mayBeUntold(Change change) {
        return !change.isClosed()
                || change instanceof Change.Wide && content.made().isPresent();
    }

    private static Change decoded(byte[] payload) {
        try {
            return ChangeFormat.decode(payload);
        } catch (RuntimeException damaged) {
            throw new ChangesGoneException();
        }
    }

    /** The change counts before it is to be told: told first, it might be forgotten before it counted. */
    private void hear(Change change, Position position) {
        if (change instanceof Change.OfKey ofKey) {
            recent.changed(ofKey.key(), position);
            unsettled.key(ofKey.key(), ofKey.token(), position);
        } else if (change instanceof Change.Wide wide) {
            markers.raise(wide.marker(), position);
            unsettled.marker(wide.marker());
        }
    }
}
