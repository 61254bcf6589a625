package io.reactivecache.builder;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.AppliedPositions.View;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.write.AuditStage;
import io.reactivecache.internal.write.WideAnnounceStage;
import io.reactivecache.internal.write.WideCloseStage;
import io.reactivecache.internal.write.WideOpenStage;
import io.reactivecache.internal.write.WideOutboxStage;
import io.reactivecache.internal.write.WideSettleStage;
import io.reactivecache.internal.write.WideStage;
import io.reactivecache.internal.write.WideSupersedeStage;
import io.reactivecache.internal.write.WideWrite;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * The order of a wide invalidation: the audit log, the outbox if there is one, the table closed, the log, this node's
 * own markers, the table opened.
 */
final class WidePath {

    private final Wiring<?, ?> w;
    private final Beginning beginning;
    private final WideStage first;

    private WidePath(Wiring<?, ?> w, Consumer<MarkerId> later) {
        this.w = w;
        this.beginning = new Beginning(w);
        WideSettleStage open = w.table.map(table -> open(table, later)).orElseGet(WideSettleStage::none);
        WideSettleStage supersede = new WideSupersedeStage(w.markers, w.watch(), open);
        WideStage announce = new WideAnnounceStage(w.announcing, w.config, w.deadlines, w.counters, supersede);
        WideStage close = w.table
                .<WideStage>map(table ->
                        new WideCloseStage(w.config.name(), table, w.calls, w.counters, w.logKeeps(), announce))
                .orElse(announce);
        WideStage outbox = w.queues()
                ? new WideOutboxStage(w.outbox, w.markers, w.positions, w.local::clear, this::anew, close)
                : close;
        this.first = new AuditStage(w.config.name(), w.local::size, outbox);
    }

    static WidePath of(Wiring<?, ?> w, Consumer<MarkerId> later) {
        return new WidePath(w, later);
    }

    /** Announces a marker; runs to its end once subscribed. */
    Mono<List<Position>> write(MarkerId marker) {
        if (w.remote.isPresent() && w.table.isEmpty()) {
            return Mono.error(new UnsupportedOperationException("remote store: no MarkerTable (expected: one)"));
        }
        return w.writes.run(begun(marker).flatMap(first::write)).map(WidePath::each);
    }

    private Mono<WideWrite> begun(MarkerId marker) {
        return w.queues()
                ? beginning
                        .followedOrNot()
                        .map(view -> write(view.map(View::partitions).orElse(0), marker))
                : anew(marker);
    }

    private Mono<WideWrite> anew(MarkerId marker) {
        return beginning.followed().map(view -> write(view.partitions(), marker));
    }

    private WideWrite write(int partitions, MarkerId marker) {
        return new WideWrite(marker, w.tokens.next(), partitions, w.table.isEmpty());
    }

    private WideSettleStage open(MarkerTable table, Consumer<MarkerId> later) {
        return new WideOpenStage(w.config.name(), table, later, w.background, w.calls, w.counters);
    }

    private static List<Position> each(LogPositions positions) {
        return IntStream.range(0, positions.partitions())
                .mapToObj(positions::position)
                .toList();
    }
}
