package io.reactivecache.internal.tier;

import io.reactivecache.internal.entry.Entry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The values of puts that show before the system of record has them: one of a key at most, as puts take turns. */
public final class OptimisticValues<K, V> implements PendingValues<K, V> {

    private final Map<K, Entry<V>> values = new ConcurrentHashMap<>();
    private final PendingValues<K, V> others;

    /**
     * None.
     *
     * @param others those of writes that are answered
     */
    public OptimisticValues(PendingValues<K, V> others) {
        this.others = others;
    }

    @Override
    public @Nullable Entry<V> find(K key) {
        Entry<V> shown = values.get(key);
        return shown == null ? others.find(key) : shown;
    }

    /** Shows a value. */
    public void show(K key, Entry<V> entry) {
        values.put(key, entry);
    }

    /** Withdraws a value. */
    public void withdraw(K key, Entry<V> entry) {
        values.remove(key, entry);
    }
}
