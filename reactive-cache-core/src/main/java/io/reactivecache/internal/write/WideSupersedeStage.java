package io.reactivecache.internal.write;

import io.reactivecache.EntryPredicate.Kind;
import io.reactivecache.internal.entry.KeyWatch;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.LogPositions;
import reactor.core.publisher.Mono;

/** Heeds this node's own invalidation as soon as its positions are known, without waiting for its records. */
public final class WideSupersedeStage implements WideSettleStage {

    private final Markers markers;
    private final KeyWatch watch;
    private final WideSettleStage next;

    public WideSupersedeStage(Markers markers, KeyWatch watch, WideSettleStage next) {
        this.markers = markers;
        this.watch = watch;
        this.next = next;
    }

    @Override
    public Mono<Void> settle(WideWrite write, LogPositions positions) {
        return Mono.defer(() -> {
            if (write.marker().predicate().kind() != Kind.TAG) {
                watch.reset();
            }
            markers.raise(write.marker(), positions);
            return next.settle(write, positions);
        });
    }
}
