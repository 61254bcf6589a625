package io.reactivecache.internal.tier;

import io.reactivecache.internal.entry.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The values of writes of this node that no tier keeps yet. Reads of this node are answered with them where the local tier has
 * nothing; and as long as a key has one, the local tier keeps nothing that was loaded of it.
 */
@FunctionalInterface
public interface PendingValues<K, V> {

    /** The value of the newest write of a key that is on its way, an absence if it removes the key; {@code null} for none. */
    @Nullable
    Entry<V> find(K key);
}
