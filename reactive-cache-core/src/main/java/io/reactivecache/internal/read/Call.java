package io.reactivecache.internal.read;

import io.reactivecache.EntryLoader;
import io.reactivecache.ReadOptions;
import java.time.Duration;

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

    /** How long this read may take where the cache allows so long. */
    Duration within(Duration limit) {
        return options().timeout().filter(own -> own.compareTo(limit) < 0).orElse(limit);
    }

    /** What this read does otherwise than the cache is set to. */
    public ReadOptions options() {
        return terms.options();
    }
}
