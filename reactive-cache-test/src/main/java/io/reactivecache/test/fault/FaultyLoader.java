package io.reactivecache.test.fault;

import io.reactivecache.BulkCacheLoader;
import io.reactivecache.CacheLoader;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Wraps a loader, such as a real one, and does to it what a test says. Changes nothing until it is told to.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class FaultyLoader<K, V> implements CacheLoader<K, V> {

    private final CacheLoader<K, V> loader;
    private final KeyFaults<K> keys = new KeyFaults<>();
    private volatile Fault fault = Fault.NONE;

    /** One that does what the given one does. */
    public FaultyLoader(CacheLoader<K, V> loader) {
        this.loader = Objects.requireNonNull(loader, "loader");
    }

    /** Sets the fault of all loads that begin from now on, single ones and those of many keys. */
    public void set(Fault next) {
        fault = Objects.requireNonNull(next, "fault");
    }

    /** The faults of single keys, beside that of all loads. */
    public KeyFaults<K> keys() {
        return keys;
    }

    @Override
    public Mono<V> load(K key) {
        return Mono.defer(() -> fault.of(keys.of(key, loader.load(key))));
    }

    /** Gives a loader of many keys the faults of this one; the fault of any of its keys is that of the load. */
    public BulkCacheLoader<K, V> bulk(BulkCacheLoader<K, V> bulkLoader) {
        Objects.requireNonNull(bulkLoader, "bulkLoader");
        return wanted -> Mono.defer(() -> fault.of(keys.ofAll(wanted, bulkLoader.load(wanted))));
    }
}
