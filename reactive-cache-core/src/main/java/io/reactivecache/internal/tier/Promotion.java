package io.reactivecache.internal.tier;

import io.reactivecache.spi.HotKeys;
import java.util.function.ToIntFunction;

/**
 * Decides whether the local tier keeps a value that came from the remote tier or from a load. Asked once for each such value,
 * by many threads; neither blocks nor waits. A value that is not kept is answered all the same.
 */
@FunctionalInterface
public interface Promotion<K, V> {

    /** Keeps every value. */
    Promotion<Object, Object> ALWAYS = (key, value) -> true;

    /** True if the value is to be kept. */
    boolean keeps(K key, V value);

    /** Keeps what both keep. The other is asked only if this one would keep the value. */
    default Promotion<K, V> and(Promotion<? super K, ? super V> other) {
        return (key, value) -> keeps(key, value) && other.keeps(key, value);
    }

    /**
     * Keeps values up to a size.
     *
     * @param sizer gives the bytes of a value
     */
    static <K, V> Promotion<K, V> upTo(int maxBytes, ToIntFunction<? super V> sizer) {
        return (key, value) -> sizer.applyAsInt(value) <= maxBytes;
    }

    /** Keeps the values of hot keys. */
    static <K, V> Promotion<K, V> hot(HotKeys<? super K> hotKeys) {
        return (key, value) -> hotKeys.isHot(key);
    }

    /** Keeps the values of keys that were seen often enough, this time included. */
    static <K, V> Promotion<K, V> seen(Sightings sightings) {
        return (key, value) -> sightings.isEnough(key);
    }

    /** Keeps every value while there is room in the heap. */
    static <K, V> Promotion<K, V> unless(MemoryPressure pressure) {
        return (key, value) -> !pressure.isHigh();
    }
}
