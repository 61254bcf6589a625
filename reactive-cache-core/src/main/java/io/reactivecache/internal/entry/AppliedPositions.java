package io.reactivecache.internal.entry;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * How far this node has applied each partition of the log. Written by the follower alone, read by everyone.
 *
 * <p>Reading is one volatile read of the view and one of the offset. While no log is followed there is no view, and what
 * is loaded then cannot be stamped. Who needs a position that is not applied yet may wait for it.
 */
public final class AppliedPositions {

    /** How many may wait for positions of one epoch; more are told at once that theirs was not applied. */
    static final int MAX_WAITS = 10_000;

    private volatile Optional<View> view = Optional.empty();
    private volatile Sinks.Empty<Void> turn = Sinks.empty();
    private final Sinks.Empty<Void> following = Sinks.empty();

    /** The log as this node sees it; empty while it follows none. */
    public Optional<View> view() {
        return view;
    }

    /** Completes when a log is followed for the first time, at once if it was. */
    public Mono<Void> following() {
        return following.asMono();
    }

    /** The positions to resume from; empty if there are none. */
    public Optional<LogPositions> resumeFrom() {
        return view.map(View::snapshot);
    }

    /** Begins anew at the given positions. Those who wait for a position of before are told that it was not applied. */
    public void reset(LogPositions positions) {
        Optional<View> before = view;
        Sinks.Empty<Void> change = turn;
        view = Optional.of(new View(positions));
        turn = Sinks.empty();
        before.ifPresent(now -> now.waits.end());
        change.tryEmitEmpty();
    }

    /** Tells those who wait that the log is followed. */
    public void announceFollowing() {
        following.tryEmitEmpty();
    }

    /** Notes that the record at a position, and all before it, have been applied. */
    public void advance(Position position) {
        view.ifPresent(now -> now.advance(position));
    }

    /** True if this node has applied a position, which is of the epoch it follows. */
    public boolean isApplied(Position position) {
        return view.filter(now ->
                        now.has(position) && now.applied(position.partition()).reflects(position))
                .isPresent();
    }

    /**
     * Emits true as soon as this node has applied a position; false, at once, if it is not on its way there: it follows no log,
     * or one of another epoch, or one without that partition; or too many wait, or the log begins anew meanwhile. Emits on the
     * thread that applies.
     */
    public Mono<Boolean> await(Position position) {
        return Mono.defer(() -> view.filter(now -> now.has(position))
                .map(now -> now.waits.await(position.partition(), position.offset()))
                .orElse(Mono.just(false)));
    }

    /**
     * Completes as soon as this node has applied all these positions. If they are of another epoch or number of partitions
     * that is not before the log has begun anew with it, so perhaps never.
     */
    public Mono<Void> await(LogPositions all) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> change = turn; // before the view: a change that is missed here is seen there
            Mono<Boolean> reached = view.map(now -> now.reach(all)).orElse(Mono.just(false));
            return reached.flatMap(
                    there -> there ? Mono.empty() : change.asMono().then(await(all)));
        });
    }

    /** One epoch of the log. */
    public static final class View {

        private final long epoch;
        private final AtomicLongArray offsets;
        private final PositionWaits waits;

        private View(LogPositions positions) {
            this.epoch = positions.epoch();
            this.offsets = new AtomicLongArray(positions.offsets());
            this.waits = new PositionWaits(offsets, MAX_WAITS);
        }

        public int partitions() {
            return offsets.length();
        }

        /** The position applied in a partition, as of now. */
        public Position applied(int partition) {
            return new Position(epoch, partition, offsets.get(partition));
        }

        /** True if a record at this position belongs to this epoch and was not applied yet. */
        public boolean isNext(Position position) {
            return has(position) && position.offset() > offsets.get(position.partition());
        }

        private boolean has(Position position) {
            return position.epoch() == epoch && position.partition() >= 0 && position.partition() < offsets.length();
        }

        private void advance(Position position) {
            offsets.set(position.partition(), position.offset());
            waits.applied(position.partition(), position.offset());
        }

        private Mono<Boolean> reach(LogPositions all) {
            boolean mayBeReached = all.epoch() == epoch && all.partitions() == offsets.length();
            return mayBeReached
                    ? Flux.range(0, all.partitions())
                            .concatMap(partition -> waits.await(partition, all.offset(partition)))
                            .all(reached -> reached)
                    : Mono.just(false);
        }

        private LogPositions snapshot() {
            long[] now = new long[offsets.length()];
            for (int i = 0; i < now.length; i++) {
                now[i] = offsets.get(i);
            }
            return LogPositions.of(epoch, now);
        }
    }
}
