package io.reactivecache.internal.coherence;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.MarkerTable.Content;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Notes in the table of markers up to where the remote tier was told of every change, so that who begins later knows where to
 * begin. Only in the table this node has told: what was told to another one is lost with it.
 *
 * <pre>
 * made      the table has the mark it was made with: the checkpoint is raised to what this node had applied when it told
 *           the table of all markers, as what comes after it may have been marked in the table of before
 * complete  it has no such mark: it is raised as this node applies the log, if the log can be replayed from there
 * </pre>
 *
 * <p>Used by one thread at a time.
 */
public final class Checkpoints {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final MarkerTable table;
    private final RemoteCalls calls;
    private final CacheConfig config;
    private final Counters counters;
    private final boolean keeps;
    private long seal;
    private boolean complete;
    private Optional<LogPositions> told = Optional.empty();
    private Optional<LogPositions> noted = Optional.empty();
    private long notedAt;

    /**
     * Of one node.
     *
     * @param keeps true if the log can be replayed
     */
    public Checkpoints(MarkerTable table, RemoteCalls calls, CacheConfig config, Counters counters, boolean keeps) {
        this.table = table;
        this.calls = calls;
        this.config = config;
        this.counters = counters;
        this.keeps = keeps;
    }

    /**
     * Sees a table.
     *
     * @param applied what this node had applied before the table was told of all markers; empty if it followed no log
     */
    void saw(Content content, Optional<LogPositions> applied) {
        if (seal != content.seal()) {
            noted = Optional.empty();
        }
        seal = content.seal();
        complete = content.made().isEmpty();
        told = applied.filter(positions -> !complete
                && content.checkpoint()
                        .filter(known -> known.reaches(positions))
                        .isEmpty());
    }

    /**
     * Notes, if it is time to, where it is to be, now that the remote tier was told of everything up to positions. Emits
     * false if the table is another one than was seen. Never errors.
     */
    Mono<Boolean> note(LogPositions applied, long now) {
        return Mono.defer(() -> Mono.justOrEmpty(told.or(() -> next(applied, now)))
                .flatMap(positions -> raised(positions, now))
                .defaultIfEmpty(true));
    }

    private Optional<LogPositions> next(LogPositions applied, long now) {
        boolean isTime = noted.isEmpty() || now - notedAt >= PAUSE.toMillis();
        return Optional.of(applied)
                .filter(positions -> keeps && complete && isTime && !noted.equals(Optional.of(applied)));
    }

    private Mono<Boolean> raised(LogPositions positions, long now) {
        return calls.call(() -> table.checkpoint(config.name(), seal, positions))
                .doOnNext(same -> {
                    told = Optional.empty();
                    noted = Optional.of(positions);
                    notedAt = now;
                })
                .onErrorResume(failure -> {
                    counters.count(CacheMeter.REMOTE_FAILURE);
                    return Mono.empty();
                });
    }
}
