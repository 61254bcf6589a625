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
import io.reactivecache.spi.MarkerTable.Content;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What a node has missed before a reset, and the remote tier may not know of: changes their writer could not tell it and, as
 * long as the mark is there that the table was made with, wide ones that were marked in the table of before.
 *
 * <pre>
 * covered    the checkpoint has reached the reset: nothing is missing
 * behind     the log delivers once more what is between the two
 * waiting    the log keeps nothing, and some node that has heard of all of it is to complete the table
 * gone       none of these: everything filled before the reset counts as changed
 * </pre>
 *
 * <p>Over a log that keeps nothing no change is announced that the remote tier was not told of, so that nothing is missing once
 * the table is complete. Used by one thread at a time.
 */
public final class MissedChanges {

    private static final Logger LOG = LoggerFactory.getLogger(MissedChanges.class);

    private final InvalidationLog log;
    private final Markers markers;
    private final RecentChanges recent;
    private final RemoteCalls calls;
    private final CacheConfig config;
    private final Counters counters;
    private final boolean keeps;
    private @Nullable Replay replay;

    /**
     * Of one node.
     *
     * @param keeps true if the log can be replayed
     */
    public MissedChanges(
            InvalidationLog log,
            Markers markers,
            RecentChanges recent,
            RemoteCalls calls,
            CacheConfig config,
            Counters counters,
            boolean keeps) {
        this.log = log;
        this.markers = markers;
        this.recent = recent;
        this.calls = calls;
        this.config = config;
        this.counters = counters;
        this.keeps = keeps;
    }

    /**
     * Emits whether this node knows of them by now; if not, it is to be asked again. Never errors.
     *
     * @param content as it was read after the reset, and is heeded
     * @param unsettled hears of what the remote tier is to be told
     */
    Mono<Boolean> areKnown(LogPositions reset, Content content, Unsettled unsettled) {
        return Mono.defer(() -> {
            boolean complete = !keeps && content.made().isEmpty();
            if (complete
                    || content.checkpoint().filter(told -> told.reaches(reset)).isPresent()) {
                return Mono.just(true);
            }
            return content.checkpoint()
                    .filter(told -> told.continuesIn(reset))
                    .map(told -> keeps ? replayed(reset, told, content, unsettled) : awaited(reset, content, unsettled))
                    .orElseGet(() -> gone(reset, unsettled));
        });
    }

    private Mono<Boolean> replayed(LogPositions reset, LogPositions told, Content content, Unsettled unsettled) {
        Replay begun = replay;
        if (begun == null || !begun.isOf(content, reset)) {
            begun = new Replay(config.name(), log, markers, recent, unsettled, content, told, reset);
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

    /** The nodes that could complete the table may all be gone. */
    private Mono<Boolean> awaited(LogPositions reset, Content content, Unsettled unsettled) {
        Duration most = config.fence().plus(config.markers().sweepInterval()).multipliedBy(2);
        boolean isLate =
                content.made().filter(mark -> mark.age().compareTo(most) > 0).isPresent();
        return isLate ? gone(reset, unsettled) : Mono.just(false);
    }

    private Mono<Boolean> gone(LogPositions reset, Unsettled unsettled) {
        return Mono.fromSupplier(() -> {
            MarkerId everything = MarkerId.all(Effect.REMOVE);
            markers.raise(everything, reset);
            unsettled.marker(everything);
            return true;
        });
    }
}
