package io.reactivecache.internal.write;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheWriter;
import io.reactivecache.KeyWrite;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Writes the system of record. */
@FunctionalInterface
public interface SourceWriter<K, V> {

    /** Writes or deletes one key. Cold. */
    Mono<Void> write(KeyWrite<K, V> write);

    /** By a writer. */
    static <K, V> SourceWriter<K, V> of(CacheWriter<? super K, ? super V> writer) {
        return write -> Mono.defer(() -> Objects.requireNonNull(
                write.value()
                        .map(value -> writer.write(write.key(), value))
                        .orElseGet(() -> writer.delete(write.key())),
                "writer"));
    }

    /** By a writer of many keys. */
    static <K, V> SourceWriter<K, V> of(BulkCacheWriter<K, V> writer) {
        return write -> Mono.defer(() -> writer.writeAll(List.of(write)));
    }
}
