package io.reactivecache.internal.read;

import io.reactivecache.CacheLoader;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.Address;
import java.util.Optional;

/**
 * One read on its way down the path.
 *
 * @param key the key
 * @param loader what loads the value if no tier has it
 * @param target where the value belongs; empty while the log is not followed, when nothing may be kept
 */
public record Read<K, V>(K key, CacheLoader<? super K, ? extends V> loader, Optional<Target> target) {

    /** A read whose target is not known yet. */
    public static <K, V> Read<K, V> of(K key, CacheLoader<? super K, ? extends V> loader) {
        return new Read<>(key, loader, Optional.empty());
    }

    Read<K, V> at(Optional<Target> known) {
        return new Read<>(key, loader, known);
    }

    /**
     * Where a value belongs.
     *
     * @param address the address of its key
     * @param applied the position this node had applied before it began to read: the stamp of what is loaded
     */
    public record Target(Address address, Position applied) {}
}
