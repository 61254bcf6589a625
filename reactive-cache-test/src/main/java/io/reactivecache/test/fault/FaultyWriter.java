package io.reactivecache.test.fault;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheWriter;
import io.reactivecache.KeyWrite;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Wraps a writer, such as a real one, and does to it what a test says. Changes nothing until it is told to.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class FaultyWriter<K, V> implements CacheWriter<K, V> {

    private final CacheWriter<K, V> writer;
    private final KeyFaults<K> keys = new KeyFaults<>();
    private volatile Fault fault = Fault.NONE;

    /** One that does what the given one does. */
    public FaultyWriter(CacheWriter<K, V> writer) {
        this.writer = Objects.requireNonNull(writer, "writer");
    }

    /** Sets the fault of all writes and deletes that begin from now on, single ones and those of many keys. */
    public void set(Fault next) {
        fault = Objects.requireNonNull(next, "fault");
    }

    /** The faults of single keys, beside that of all writes. */
    public KeyFaults<K> keys() {
        return keys;
    }

    @Override
    public Mono<Void> write(K key, V value) {
        return Mono.defer(() -> fault.of(keys.of(key, writer.write(key, value))));
    }

    @Override
    public Mono<Void> delete(K key) {
        return Mono.defer(() -> fault.of(keys.of(key, writer.delete(key))));
    }

    /** Gives a writer of many keys the faults of this one; the fault of any of its keys is that of the write. */
    public BulkCacheWriter<K, V> bulk(BulkCacheWriter<K, V> bulkWriter) {
        Objects.requireNonNull(bulkWriter, "bulkWriter");
        return writes -> Mono.defer(() -> {
            List<K> written = writes.stream().map(KeyWrite::key).toList();
            return fault.of(keys.ofAll(written, bulkWriter.writeAll(writes)));
        });
    }
}
