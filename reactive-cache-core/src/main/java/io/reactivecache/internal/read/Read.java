package io.reactivecache.internal.read;

import io.reactivecache.Position;
import io.reactivecache.ReadOptions.Use;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.Flight;
import java.util.Optional;

/**
 * One flight on its way down the path.
 *
 * @param call the read that started it
 * @param flight where a stale entry is offered that may be answered if the load fails
 * @param target where the value belongs; empty while the log is not followed, when nothing may be kept
 */
public record Read<K, V>(Call<K, V> call, Flight<V> flight, Optional<Target> target) {

    /** Two readings of one value's age differ by no more, in milliseconds: the time of a round trip, generously. */
    private static final long SAME = 100;

    /** A flight whose target is not known yet. */
    public static <K, V> Read<K, V> of(Call<K, V> call, Flight<V> flight) {
        return new Read<>(call, flight, Optional.empty());
    }

    /** The key that is read. */
    public K key() {
        return call.key();
    }

    /**
     * True if a value of the remote tier answers this read: it is fresh, and newer than what is to be replaced. A read that
     * refreshes is answered by a load only.
     */
    boolean isAnsweredBy(Entry<V> entry, long now) {
        return call.options().use() != Use.REFRESH && now < entry.freshUntil() && isNews(entry);
    }

    /** True if a value of the remote tier is newer than the one there is. */
    boolean isNews(Entry<V> entry) {
        Entry<V> known = flight.stale();
        return known == null || entry.created() - known.created() > SAME;
    }

    Read<K, V> at(Optional<Target> known) {
        return new Read<>(call, flight, known);
    }

    /**
     * Where a value belongs.
     *
     * @param address the address of its key
     * @param applied the position this node had applied before it began to read: the stamp of what is loaded
     */
    public record Target(Address address, Position applied) {}
}
