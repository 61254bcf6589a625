package io.reactivecache.internal.write;

import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.LogPositions;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Lets a wide invalidation that the log does not take, or that this node makes before it has ever reached the log, wait
 * in the outbox, and complete without positions. Until it is announced this node heeds it as of the positions that come
 * next: whatever it holds is older.
 */
public final class WideOutboxStage implements WideStage {

    private final Outbox<Object> outbox;
    private final Markers markers;
    private final AppliedPositions positions;
    private final Runnable clear;
    private final Function<MarkerId, Mono<WideWrite>> anew;
    private final WideStage next;

    /**
     * The stage.
     *
     * @param clear clears the local tier: the loads of a node that has not reached the log have no stamp to judge them
     *     by
     * @param anew begins an invalidation again, in the log as it is by then
     */
    public WideOutboxStage(
            Outbox<Object> outbox,
            Markers markers,
            AppliedPositions positions,
            Runnable clear,
            Function<MarkerId, Mono<WideWrite>> anew,
            WideStage next) {
        this.outbox = outbox;
        this.markers = markers;
        this.positions = positions;
        this.clear = clear;
        this.anew = anew;
        this.next = next;
    }

    @Override
    public Mono<LogPositions> write(WideWrite write) {
        return Mono.defer(() -> !write.hasPlace() || outbox.size() > 0
                ? queued(write)
                : next.write(write).onErrorResume(Outbox::isUnannounced, failure -> queued(write)));
    }

    private Mono<LogPositions> queued(WideWrite write) {
        Mono<LogPositions> again = anew.apply(write.marker()).flatMap(next::write);
        return outbox.add(write.marker(), again)
                .onErrorMap(full -> new WriteFailedException(Step.ANNOUNCE, false, full))
                .then(Mono.fromRunnable(() -> heed(write)));
    }

    private void heed(WideWrite write) {
        markers.raiseNext(write.marker(), positions.resumeFrom());
        if (!write.hasPlace()) {
            clear.run();
        }
    }
}
