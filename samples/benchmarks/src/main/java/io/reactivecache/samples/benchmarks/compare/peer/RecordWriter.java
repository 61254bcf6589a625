package io.reactivecache.samples.benchmarks.compare.peer;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.KeyWrite;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.api.RMapReactive;
import org.redisson.api.map.MapWriterAsync;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands what Redisson writes to a system of record. Of writes that wait together Redisson keeps the newest of each key. */
public final class RecordWriter implements MapWriterAsync<Long, String> {

    private static final Long MARK = -1L;
    private static final Duration POLL = Duration.ofMillis(20);

    private final BulkCacheWriter<Long, String> system;
    private final AtomicLong marks = new AtomicLong();
    private volatile String reached = "";

    /** For that system. */
    public RecordWriter(BulkCacheWriter<Long, String> system) {
        this.system = system;
    }

    @Override
    public CompletionStage<Void> write(Map<Long, String> batch) {
        return written(batch.entrySet().stream()
                        .map(entry -> new KeyWrite<>(entry.getKey(), Optional.of(entry.getValue()), UUID.randomUUID()))
                        .toList())
                .thenRun(() -> reached = batch.getOrDefault(MARK, reached));
    }

    /** Puts a mark, and completes once it is written: Redisson tells nobody when it has written what was put before. */
    public Mono<Void> applied(RMapReactive<Long, String> map) {
        return Mono.fromSupplier(() -> Long.toString(marks.incrementAndGet()))
                .flatMap(mark -> map.fastPut(MARK, mark)
                        .thenMany(Flux.interval(POLL).onBackpressureDrop())
                        .takeUntil(tick -> reached.equals(mark))
                        .then());
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
