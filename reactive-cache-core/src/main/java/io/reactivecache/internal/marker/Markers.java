package io.reactivecache.internal.marker;

import io.reactivecache.EntryPredicate.Kind;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogPositions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The wide invalidations this node knows of. A value is valid as long as none that means it is after its stamp.
 *
 * <p>The {@linkplain #version version} counts the changes that can make a value invalid; it is raised after the change.
 * What was judged valid when the version was read before stays so until it is another, so that a value need not be
 * judged at each read, and none of it costs anything while there is no marker.
 *
 * <p>After a reset there is a <em>floor</em>: until the table of the remote store was read nobody knows which wide
 * invalidations were missed, so no value of the remote tier is good that is older than the positions of the reset. A
 * node that is the first to learn of too many markers takes them for one that means every entry.
 */
public final class Markers {

    private final int limit;
    private final boolean hasTable;
    private final Counters counters;
    private final Set<MarkerId> early = new LinkedHashSet<>();
    private volatile @Nullable MarkerSet set;
    private volatile @Nullable LogPositions floor;
    private @Nullable LogPositions begun;
    private volatile int version;

    /**
     * None.
     *
     * @param limit how many are told apart
     * @param hasTable true if there is a table that tells which were missed; without one there is no remote tier either
     */
    public Markers(int limit, boolean hasTable, Counters counters) {
        this.limit = limit;
        this.hasTable = hasTable;
        this.counters = counters;
    }

    /** Counts the changes that can make a value invalid. */
    public int version() {
        return version;
    }

    /** The epoch of the log they are of; 0 before there is one. */
    public long epoch() {
        MarkerSet now = set;
        return now == null ? 0 : now.epoch();
    }

    /** How many there are. */
    public int size() {
        MarkerSet now = set;
        return now == null ? 0 : now.size();
    }

    /** What is left of a value of the local tier. */
    public Verdict judge(Supplier<String> key, Set<String> tags, Position stamp) {
        MarkerSet now = set;
        if (now == null || now.size() == 0) {
            return Verdict.VALID;
        }
        return stamp.epoch() == now.epoch() ? now.judge(() -> text(key), tags, stamp) : Verdict.REMOVED;
    }

    /** What is left of a value of the remote tier. */
    public Verdict judgeRemote(String key, Set<String> tags, Position stamp) {
        LogPositions lowest = floor;
        boolean unknown = lowest != null && !stamp.reflects(lowest.position(stamp.partition()));
        return unknown ? Verdict.REMOVED : judge(() -> key, tags, stamp);
    }

    /** True if a value of the remote tier may be removed for good. */
    public boolean isOver(String key, Set<String> tags, Position stamp) {
        MarkerSet now = set;
        return now != null
                && stamp.epoch() == now.epoch()
                && now.judge(() -> text(() -> key), tags, stamp) != Verdict.VALID;
    }

    /** True if nobody must join a load any more that began at this stamp. */
    public boolean mayMean(Supplier<String> key, Position stamp) {
        MarkerSet now = set;
        return now != null && (stamp.epoch() != now.epoch() || now.mayMean(() -> text(key), stamp));
    }

    private static String text(Supplier<String> key) {
        return KeyCodecs.text(key.get());
    }

    /** Tells of a key, as it is written down, whether a marker may mean what is put there: of a tag nobody knows. */
    public static Predicate<String> keysMeantBy(MarkerId id) {
        Marker marker = new Marker(id, 1);
        return id.predicate().kind() == Kind.TAG ? key -> true : key -> marker.means(KeyCodecs.text(key));
    }

    /** Learns that entries older than this position are meant. Of an epoch this node is not in it learns nothing. */
    public synchronized void raise(MarkerId id, Position position) {
        MarkerSet now = set;
        if (now != null && position.epoch() == now.epoch() && position.partition() < now.partitions()) {
            boolean grown = now.raise(id, position.partition(), position.offset());
            if (compacted(now) || grown) {
                changed();
            }
        }
    }

    /** Learns the same of all partitions at once. */
    public synchronized void raise(MarkerId id, LogPositions positions) {
        for (int partition = 0; partition < positions.partitions(); partition++) {
            raise(id, positions.position(partition));
        }
    }

    /**
     * Learns that entries older than the positions after these are meant; without any, those after the positions at
     * which the log begins here, as soon as it does.
     */
    public synchronized void raiseNext(MarkerId id, Optional<LogPositions> applied) {
        LogPositions last = applied.orElse(begun);
        if (last == null) {
            early.add(id);
        } else {
            raise(id, after(last));
        }
    }

    private static LogPositions after(LogPositions last) {
        return LogPositions.of(
                last.epoch(),
                LongStream.of(last.offsets()).map(offset -> offset + 1).toArray());
    }

    private boolean compacted(MarkerSet now) {
        boolean full = now.size() > limit;
        if (full) {
            set = now.compacted();
            counters.count(CacheMeter.MARKERS_COMPACTED);
        }
        return full;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private void changed() {
        version++;
    }

    /**
     * Begins anew at the positions of a reset: markers of another epoch are of no more use, and some may have been
     * missed.
     */
    public synchronized void reset(LogPositions positions) {
        MarkerSet now = set;
        floor = hasTable ? positions : null;
        if (now == null || now.epoch() != positions.epoch() || now.partitions() != positions.partitions()) {
            set = new MarkerSet(positions.epoch(), positions.partitions());
        }
        begun = positions;
        early.forEach(id -> raise(id, after(positions)));
        early.clear();
        changed();
    }

    /** The positions of the last reset, if it is not known yet which markers there are. */
    public @Nullable LogPositions floor() {
        return floor;
    }

    /** Knows all markers up to a reset, unless there was another one meanwhile. Tells whether it does. */
    public synchronized boolean known(LogPositions reset) {
        boolean same = floor == reset;
        if (same) {
            floor = null;
        }
        return same;
    }

    /** All markers with their positions. */
    public Collection<Raised> all() {
        MarkerSet now = set;
        return now == null
                ? List.of()
                : now.markers().stream()
                        .map(marker -> new Raised(marker.id(), marker.positions(now.epoch())))
                        .toList();
    }

    /** Forgets a marker, unless it was raised since. Only when nothing is left that it makes invalid. */
    public synchronized boolean forget(Raised raised) {
        MarkerSet now = set;
        Marker marker = now == null ? null : now.known(raised.id());
        if (now == null || marker == null || !marker.positions(now.epoch()).equals(raised.positions())) {
            return false;
        }
        now.remove(marker);
        return true;
    }

    /**
     * A marker as it was at some time.
     *
     * @param id what it says
     * @param positions up to where
     */
    public record Raised(MarkerId id, LogPositions positions) {}
}
