package io.reactivecache.internal.read;

import io.reactivecache.Position;
import io.reactivecache.ReadOptions.Use;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.Flight;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
     * True if a value of the remote tier answers this read: it is fresh, and newer than the fresh value it is to replace, or
     * at least no older than the one that is past its time. A read that refreshes is answered by a load only.
     */
    boolean isAnsweredBy(Entry<V> entry, long now) {
        Use use = call.options().use();
        Entry<V> known = known();
        boolean refreshing = use == Use.ALL && known != null && now < known.freshUntil();
        boolean isProgress = refreshing ? isNews(entry) : ahead(entry, known) >= -SAME;
        return use != Use.REFRESH && now < entry.freshUntil() && isProgress;
    }

    /** True if a value of the remote tier is newer than the one there is. */
    boolean isNews(Entry<V> entry) {
        return ahead(entry, known()) > SAME;
    }

    /** What there is, if it says anything: on a node that is isolated it does not. */
    private @Nullable Entry<V> known() {
        return call.trust().isWhole() ? flight.stale() : null;
    }

    /** By how much the one is newer; a default is no value of the key, and so older than any. */
    private static long ahead(Entry<?> entry, @Nullable Entry<?> other) {
        return other == null || other.isDefault() ? Long.MAX_VALUE : entry.created() - other.created();
    }

    Read<K, V> at(Target known) {
        return new Read<>(call, flight, Optional.of(known));
    }

    /**
     * Where a value belongs.
     *
     * @param address the address of its key
     * @param applied the position this node had applied before it began to read: the stamp of what is loaded
     */
    public record Target(Address address, Position applied) {}
}
