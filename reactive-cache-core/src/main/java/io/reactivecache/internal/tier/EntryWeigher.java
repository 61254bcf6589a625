package io.reactivecache.internal.tier;

import com.github.benmanes.caffeine.cache.Weigher;
import io.reactivecache.internal.entry.Entry;
import java.util.function.ToIntFunction;

/**
 * What an entry takes of the room of a tier that is bounded by bytes. None takes nothing: what weighs nothing would be
 * kept without bound, keys that have no value above all.
 */
final class EntryWeigher<K, V> implements Weigher<K, Entry<V>> {

    /** What an entry takes without a value, roughly. */
    private static final int BARE = 64;

    private final ToIntFunction<? super V> sizer;

    /**
     * A weigher.
     *
     * @param sizer gives the bytes of a value
     */
    EntryWeigher(ToIntFunction<? super V> sizer) {
        this.sizer = sizer;
    }

    @Override
    public int weigh(K key, Entry<V> entry) {
        return entry.isAbsent() ? BARE : Math.max(1, measured(entry.value()));
    }

    /** A value that cannot be measured is too large: the failure must not end the work of whoever keeps it. */
    private int measured(V value) {
        try {
            int bytes = sizer.applyAsInt(value);
            return bytes < 0 ? Integer.MAX_VALUE : bytes;
        } catch (RuntimeException unmeasured) {
            return Integer.MAX_VALUE;
        }
    }
}
