package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.LogPositions;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Lets a wide invalidation that the log does not take wait in the outbox, and complete without positions. Until it is announced
 * this node heeds it as of the positions that come next: whatever it holds is older.
 */
public final class WideOutboxStage implements WideStage {

    private final Outbox<Object> outbox;
    private final Markers markers;
    private final AppliedPositions positions;
    private final Function<MarkerId, Mono<WideWrite>> anew;
    private final WideStage next;

    /**
     * The stage.
     *
     * @param anew begins an invalidation again, in the log as it is by then
     */
    public WideOutboxStage(
            Outbox<Object> outbox,
            Markers markers,
            AppliedPositions positions,
            Function<MarkerId, Mono<WideWrite>> anew,
            WideStage next) {
        this.outbox = outbox;
        this.markers = markers;
        this.positions = positions;
        this.anew = anew;
        this.next = next;
    }

    @Override
    public Mono<LogPositions> write(WideWrite write) {
        return Mono.defer(() -> outbox.size() > 0
                ? queued(write.marker())
                : next.write(write).onErrorResume(Outbox::isUnannounced, failure -> queued(write.marker())));
    }

    private Mono<LogPositions> queued(MarkerId marker) {
        Mono<LogPositions> again = anew.apply(marker).flatMap(next::write);
        return outbox.add(marker, again)
                .onErrorMap(full -> new WriteFailedException(Step.ANNOUNCE, false, full))
                .then(Mono.fromRunnable(() -> heed(marker)));
    }

    private void heed(MarkerId marker) {
        positions.resumeFrom().ifPresent(applied -> {
            for (int partition = 0; partition < applied.partitions(); partition++) {
                long next = applied.offset(partition) + 1;
                markers.raise(marker, new Position(applied.epoch(), partition, next));
            }
        });
    }
}
