package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.BulkWriteResult;
import io.reactivecache.KeyWrite;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class PutAllTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Map<String, String> rows = new TreeMap<>();
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();

    @Test
    void theSystemOfRecordGetsAllAtOnce() {
        ReactiveCache<String, String> cache = bulk().build();
        BulkWriteResult<String> result = putAll(cache, Map.of("a", "1", "b", "2", "c", "3"));

        assertThat(batches).hasSize(1);
        assertThat(rows).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "3"));
        assertThat(result.positions()).containsOnlyKeys("a", "b", "c");
        assertThat(cache.get("b").block(LONG)).isEqualTo("2");
    }

    @Test
    void ofMoreThanABatchEachIsWritten() {
        ReactiveCache<String, String> cache =
                bulk().settings(config -> config.bulk(bulk -> bulk.maxKeys(2))).build();
        putAll(cache, Map.of("a", "1", "b", "2", "c", "3"));

        assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void theKeyTheSystemOfRecordRefusesIsFoundAndTheOthersAreWritten() {
        ReactiveCache<String, String> cache = bulk().build();
        BulkWriteResult<String> result = putAll(cache, Map.of("a", "1", "b", "2", "poison", "3", "z", "4"));

        assertThat(result.isComplete()).isFalse();
        assertThat(result.failures()).containsOnlyKeys("poison");
        assertThat(result.failures().get("poison")).isInstanceOf(WriteFailedException.class);
        assertThat(result.positions()).containsOnlyKeys("a", "b", "z");
        assertThat(rows).containsOnlyKeys("a", "b", "z");
    }

    @Test
    void aKeyThatCannotBeWrittenDownKeepsNoOtherFromTheSystemOfRecord() {
        ReactiveCache<String, String> cache =
                bulk().settings(config -> config.maxKeyLength(3)).build();
        BulkWriteResult<String> result = putAll(cache, Map.of("a", "1", "too long", "2"));

        assertThat(result.failures()).containsOnlyKeys("too long");
        assertThat(rows).containsOnlyKeys("a");
    }

    @Test
    void withoutAWriterOfManyEachIsPutByItself() {
        ReactiveCache<String, String> cache = builder()
                .writer((key, value) -> key.equals("poison")
                        ? Mono.error(new IllegalStateException("refused"))
                        : Mono.fromRunnable(() -> rows.put(key, value)))
                .build();
        BulkWriteResult<String> result = putAll(cache, Map.of("a", "1", "poison", "2"));

        assertThat(result.failures()).containsOnlyKeys("poison");
        assertThat(result.positions()).containsOnlyKeys("a");
    }

    @Test
    void batchesOfTheSameKeysDoNotWaitForEachOther() {
        ReactiveCache<String, String> cache = bulk().build();
        Flux.range(0, 200)
                .flatMap(i -> cache.putAll(Map.of("a", "" + i, "b", "" + i, "c", "" + i)), 200)
                .doOnNext(result -> assertThat(result.isComplete()).isTrue())
                .blockLast(LONG);

        assertThat(rows.values().stream().distinct()).hasSize(1);
    }

    @Test
    void aSingleWriteGoesThroughTheWriterOfManyAsWell() {
        ReactiveCache<String, String> cache = bulk().build();
        cache.put("a", "1").block(LONG);
        assertThat(rows).containsEntry("a", "1");
        cache.remove("a").block(LONG);

        assertThat(rows).isEmpty();
        assertThat(cache.get("a").blockOptional(LONG)).isEmpty();
    }

    private static BulkWriteResult<String> putAll(ReactiveCache<String, String> cache, Map<String, String> values) {
        return cache.putAll(values).blockOptional(LONG).orElseThrow();
    }

    private CacheBuilder<String, String> bulk() {
        return builder().bulkWriter(this::write);
    }

    private Mono<Void> write(List<KeyWrite<String, String>> writes) {
        return Mono.fromRunnable(() -> {
            batches.add(writes.stream().map(KeyWrite::key).sorted().toList());
            if (writes.stream().anyMatch(write -> write.key().equals("poison"))) {
                throw new IllegalStateException("refused");
            }
            synchronized (rows) {
                writes.forEach(write -> write.value()
                        .ifPresentOrElse(value -> rows.put(write.key(), value), () -> rows.remove(write.key())));
            }
        });
    }

    private static CacheBuilder<String, String> builder() {
        return ReactiveCaches.builder("orders").keys(String.class).values(String.class);
    }
}
