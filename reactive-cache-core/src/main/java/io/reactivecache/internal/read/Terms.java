package io.reactivecache.internal.read;

import io.reactivecache.EntryLoader;
import io.reactivecache.ReadOptions;

/**
 * How reads are made.
 *
 * @param loader what loads the value if no tier has it
 * @param options what they do otherwise than the cache is set to
 * @param watch hears of the flights they start
 */
public record Terms<K, V>(EntryLoader<K, V> loader, ReadOptions options, FlightWatch<K> watch) {

    /** Terms of reads whose flights nobody watches. */
    public static <K, V> Terms<K, V> of(EntryLoader<K, V> loader, ReadOptions options) {
        return new Terms<>(loader, options, FlightWatch.none());
    }
}
