package io.reactivecache.internal.entry;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * How far this node has applied each partition of the log. Written by the follower alone, read by everyone.
 *
 * <p>Reading is one volatile read of the view and one of the offset. While no log is followed there is no view, and what
 * is loaded then cannot be stamped.
 */
public final class AppliedPositions {

    private volatile Optional<View> view = Optional.empty();
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

    /** Begins anew at the given positions. */
    public void reset(LogPositions positions) {
        view = Optional.of(new View(positions));
    }

    /** Tells those who wait that the log is followed. */
    public void announceFollowing() {
        following.tryEmitEmpty();
    }

    /** Notes that the record at a position, and all before it, have been applied. */
    public void advance(Position position) {
        view.ifPresent(now -> now.offsets.set(position.partition(), position.offset()));
    }

    /** One epoch of the log. */
    public static final class View {

        private final long epoch;
        private final AtomicLongArray offsets;

        private View(LogPositions positions) {
            this.epoch = positions.epoch();
            this.offsets = new AtomicLongArray(positions.offsets());
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
            return position.epoch() == epoch
                    && position.partition() < offsets.length()
                    && position.offset() > offsets.get(position.partition());
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
