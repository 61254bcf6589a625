package io.reactivecache.internal.coherence;

import io.reactivecache.Effect;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The positions up to which the remote tier was told of every change. Who is past them and has told it all raises them, in the
 * table of markers; who begins later than they are has missed changes of which the remote tier may know nothing:
 *
 * <pre>
 * covered    the checkpoint has reached the reset: nothing is missing
 * behind     the log delivers once more what is between the two
 * gone       it cannot, or there is no checkpoint: everything filled before the reset counts as changed
 * </pre>
 *
 * <p>Only for logs that can be replayed: over one that keeps nothing such changes are not announced, and within a process nobody
 * is cut off. Used by one thread at a time.
 */
public final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final MarkerTable table;
    private final InvalidationLog log;
    private final Markers markers;
    private final RecentChanges recent;
    private final RemoteCalls calls;
    private final CacheConfig config;
    private final Counters counters;
    private @Nullable Replay replay;
    private Optional<LogPositions> noted = Optional.empty();
    private long notedAt;

    public Checkpoints(
            MarkerTable table,
            InvalidationLog log,
            Markers markers,
            RecentChanges recent,
            RemoteCalls calls,
            CacheConfig config,
            Counters counters) {
        this.table = table;
        this.log = log;
        this.markers = markers;
        this.recent = recent;
        this.calls = calls;
        this.config = config;
        this.counters = counters;
    }

    /**
     * Emits whether this node knows by now of everything before a reset that the remote tier may not know of; if not, it is to
     * be asked again. Never errors.
     *
     * @param checkpoint as it was read after the reset
     * @param unsettled hears of what the remote tier is to be told
     */
    Mono<Boolean> isCaughtUp(LogPositions reset, Optional<LogPositions> checkpoint, Unsettled unsettled) {
        return Mono.defer(() -> {
            if (checkpoint.filter(known -> known.reaches(reset)).isPresent()) {
                return Mono.just(true);
            }
            return checkpoint
                    .filter(known -> known.continuesIn(reset))
                    .map(known -> replayed(reset, known, unsettled))
                    .orElseGet(() -> gone(reset, unsettled));
        });
    }

    private Mono<Boolean> replayed(LogPositions reset, LogPositions checkpoint, Unsettled unsettled) {
        Replay begun = replay;
        if (begun == null || begun.end() != reset) {
            begun = new Replay(config.name(), log, markers, recent, unsettled, checkpoint, reset);
            replay = begun;
        }
        return begun.run(config.log().announceTimeout(), calls.scheduler())
                .publishOn(calls.scheduler())
                .onErrorResume(ChangesGoneException.class, gone -> {
                    counters.count(CacheMeter.LOG_GAP);
                    LOG.warn(
                            "cache {}: the log has lost changes the remote tier may not know of, all of it counts as changed",
                            config.name());
                    return gone(reset, unsettled);
                })
                .onErrorReturn(false);
    }

    private Mono<Boolean> gone(LogPositions reset, Unsettled unsettled) {
        return Mono.fromSupplier(() -> {
            MarkerId everything = MarkerId.all(Effect.REMOVE);
            markers.raise(everything, reset);
            unsettled.marker(everything);
            return true;
        });
    }

    /** Notes, if it is time to, that the remote tier was told of everything up to positions. Never errors. */
    Mono<Void> note(LogPositions told, long now) {
        return Mono.defer(() -> {
            boolean isTime = noted.isEmpty() || now - notedAt >= PAUSE.toMillis();
            return isTime && !noted.equals(Optional.of(told)) ? raised(told, now) : Mono.empty();
        });
    }

    private Mono<Void> raised(LogPositions told, long now) {
        return calls.call(() -> table.checkpoint(config.name(), told))
                .doOnSuccess(done -> {
                    noted = Optional.of(told);
                    notedAt = now;
                })
                .onErrorResume(failure -> {
                    counters.count(CacheMeter.REMOTE_FAILURE);
                    return Mono.empty();
                });
    }
}
