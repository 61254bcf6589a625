package io.reactivecache.internal.coherence;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate.Kind;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.marker.Markers.Raised;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.spi.MarkerTable.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which markers this node need not remember any more: those of which nothing is left that they make invalid. For each, in
 * this order:
 *
 * <pre>
 * held     since it was last raised, less than a fence ago: a load may be on its way that began before
 * settled  for a fence: what came before has ended. If the table was never seen to have it, it is to be put there
 * swept    the local tier was gone through since it was settled
 * gone     the table had it, and has neither it nor a marker of everything any more: the remote tier was gone through
 * </pre>
 *
 * <p>A table with another seal is another table: what it does not have it may never have had. Used by one thread at a time.
 */
public final class MarkerRetention {

    private final Markers markers;
    private final long fence;
    private final Map<MarkerId, Held> held = new HashMap<>();
    private long seal;

    /**
     * Of markers.
     *
     * @param fence in milliseconds
     */
    public MarkerRetention(Markers markers, long fence) {
        this.markers = markers;
        this.fence = fence;
    }

    /** Notes which markers there are at a time. */
    void look(long now) {
        Map<MarkerId, LogPositions> present =
                markers.all().stream().collect(Collectors.toMap(Raised::id, Raised::positions));
        held.keySet().retainAll(present.keySet());
        present.forEach((id, positions) -> held.compute(
                id, (same, was) -> was == null || !was.positions.equals(positions) ? new Held(positions, now) : was));
    }

    /** The markers there were at the last look. */
    Set<MarkerId> all() {
        return Set.copyOf(held.keySet());
    }

    /** Notes that the local tier was gone through, beginning at a time after the last look. */
    void swept(long began) {
        held.values().stream().filter(each -> began - each.since > fence).forEach(each -> each.swept = true);
    }

    /** Notes what the table has. */
    void seen(Content content) {
        seal = content.seal();
        Map<RowKey, Row> rows =
                content.rows().stream().collect(Collectors.toMap(RowKey::of, row -> row, (row, same) -> same));
        held.forEach((id, each) -> {
            Row own = rows.get(RowKey.of(id, each.positions));
            Row everything = rows.get(RowKey.of(MarkerId.all(Effect.REMOVE), each.positions));
            if (covers(own, each.positions) || covers(everything, each.positions)) {
                each.seal = seal;
            }
            each.gone = own == null && everything == null && isSeen(each);
        });
    }

    private boolean isSeen(Held each) {
        return Objects.equals(each.seal, seal);
    }

    private static boolean covers(@Nullable Row row, LogPositions positions) {
        return row != null && row.positions().reaches(positions);
    }

    /** True if there is a marker for which the local tier is to be gone through. */
    boolean wantsSweep(long now) {
        return held.values().stream().anyMatch(each -> !each.swept && now - each.since > fence);
    }

    /**
     * The markers that the table was never seen to have although there was time enough, or that are asked for. For one that
     * is asked for and not there any more those of everything stand, which it may have become.
     */
    List<Raised> untold(long now, Set<MarkerId> asked) {
        boolean compacted = !held.keySet().containsAll(asked);
        List<Raised> untold = new ArrayList<>();
        held.forEach((id, each) -> {
            boolean isAsked = asked.contains(id) || compacted && id.predicate().kind() == Kind.ALL;
            if (!isSeen(each) && (isAsked || now - each.since > fence)) {
                untold.add(new Raised(id, each.positions));
            }
        });
        return untold;
    }

    /**
     * Forgets what need not be remembered.
     *
     * @param tableless true if there is no remote tier that could keep something old
     */
    void forget(boolean tableless) {
        held.forEach((id, each) -> {
            if (each.swept && (tableless || each.gone)) {
                markers.forget(new Raised(id, each.positions));
            }
        });
    }

    /** A marker as it was last raised. */
    private static final class Held {

        private final LogPositions positions;
        private final long since;
        private boolean swept;
        private @Nullable Long seal;
        private boolean gone;

        Held(LogPositions positions, long since) {
            this.positions = positions;
            this.since = since;
        }
    }

    /** What tells rows apart. */
    private record RowKey(String marker, long epoch) {

        static RowKey of(Row row) {
            return new RowKey(row.marker(), row.positions().epoch());
        }

        static RowKey of(MarkerId id, LogPositions positions) {
            return new RowKey(id.encoded(), positions.epoch());
        }
    }
}
