package io.reactivecache.internal.tier;

import io.reactivecache.internal.entry.Entry;
import io.reactivecache.spi.HotKeys;
import java.util.function.ToIntFunction;

/**
 * Decides whether the local tier keeps an entry that the remote tier has too. Asked once for each such entry, by many threads;
 * neither blocks nor waits. An entry that is not kept is answered all the same.
 */
@FunctionalInterface
public interface Promotion<K, V> {

    /** True if the entry is to be kept. */
    boolean keeps(K key, Entry<V> entry);

    /** Keeps what both keep. The other is asked only if this one would keep the entry. */
    default Promotion<K, V> and(Promotion<K, V> other) {
        return (key, entry) -> keeps(key, entry) && other.keeps(key, entry);
    }

    /** Keeps every entry. */
    static <K, V> Promotion<K, V> always() {
        return (key, entry) -> true;
    }

    /**
     * Keeps values up to a size, and what has no value.
     *
     * @param sizer gives the bytes of a value; one it cannot measure is too large
     */
    static <K, V> Promotion<K, V> upTo(int maxBytes, ToIntFunction<? super V> sizer) {
        EntryWeigher<K, V> weigher = new EntryWeigher<>(sizer);
        return (key, entry) -> entry.isAbsent() || weigher.weigh(key, entry) <= maxBytes;
    }

    /** Keeps the entries of hot keys. */
    static <K, V> Promotion<K, V> hot(HotKeys<? super K> hotKeys) {
        return (key, entry) -> hotKeys.isHot(key);
    }

    /** Keeps the entries of keys that were seen often enough, this time included. */
    static <K, V> Promotion<K, V> seen(Sightings sightings) {
        return (key, entry) -> sightings.isEnough(key);
    }

    /** Keeps every entry while there is room in the heap. */
    static <K, V> Promotion<K, V> unless(MemoryPressure pressure) {
        return (key, entry) -> !pressure.isHigh();
    }
}
