package io.reactivecache.internal.read;

import io.reactivecache.EntryLoader;
import io.reactivecache.ReadOptions;

/**
 * One caller's read.
 *
 * @param key the key
 * @param terms how it is read
 */
public record Call<K, V>(K key, Terms<K, V> terms) {

    /** What loads the value if no tier has it. */
    public EntryLoader<K, V> loader() {
        return terms.loader();
    }

    /** What this read does otherwise than the cache is set to. */
    public ReadOptions options() {
        return terms.options();
    }
}
