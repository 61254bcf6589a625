package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.internal.entry.Entry;

/**
 * What a read found.
 *
 * @param entry the value, or the knowledge that there is none
 * @param local true if it was in the local tier, false if it had to be fetched
 * @param freshness how current it is
 * @param fenced true if the key was changed while it was fetched
 */
public record Found<V>(Entry<V> entry, boolean local, Freshness freshness, boolean fenced) {

    static <V> Found<V> here(Entry<V> entry, Freshness freshness) {
        return new Found<>(entry, true, freshness, false);
    }
}
