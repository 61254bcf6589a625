package io.reactivecache.internal.read;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Address;
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

    /** A flight whose target is not known yet. */
    public static <K, V> Read<K, V> of(Call<K, V> call, Flight<V> flight) {
        return new Read<>(call, flight, Optional.empty());
    }

    /** The key that is read. */
    public K key() {
        return call.key();
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
