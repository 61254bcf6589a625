package io.reactivecache.samples.benchmarks.compare.peer;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.KeyWrite;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.redisson.api.map.MapWriterAsync;

/** Hands what Redisson writes to a system of record. */
public final class RecordWriter implements MapWriterAsync<Long, String> {

    private final BulkCacheWriter<Long, String> system;

    /** For that system. */
    public RecordWriter(BulkCacheWriter<Long, String> system) {
        this.system = system;
    }

    @Override
    public CompletionStage<Void> write(Map<Long, String> batch) {
        return written(batch.entrySet().stream()
                .map(entry -> new KeyWrite<>(entry.getKey(), Optional.of(entry.getValue()), UUID.randomUUID()))
                .toList());
    }

    @Override
    public CompletionStage<Void> delete(Collection<Long> batch) {
        return written(batch.stream()
                .map(key -> new KeyWrite<Long, String>(key, Optional.empty(), UUID.randomUUID()))
                .toList());
    }

    private CompletionStage<Void> written(List<KeyWrite<Long, String>> batch) {
        return system.writeAll(batch).toFuture();
    }
}
