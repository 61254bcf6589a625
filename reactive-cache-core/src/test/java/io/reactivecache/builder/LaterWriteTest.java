package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheHealth.State;
import io.reactivecache.Durability;
import io.reactivecache.KeyWrite;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.UnsupportedWriteException;
import io.reactivecache.WriteOptions;
import io.reactivecache.Written;
import io.reactivecache.fixture.HandJournal;
import io.reactivecache.spi.InProcessDeadLetters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Writes that are applied later, as callers of a cache see them. */
final class LaterWriteTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final WriteOptions DEFERRED = WriteOptions.none().durability(Durability.DEFERRED);
    private static final WriteOptions EVENTUAL = WriteOptions.none().durability(Durability.EVENTUAL);

    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final List<KeyWrite<String, String>> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final HandJournal journal = new HandJournal();
    private final InProcessDeadLetters letters = new InProcessDeadLetters(100);
    private final Sinks.Many<Integer> batches = Sinks.many().replay().all();
    private volatile Sinks.Empty<Void> gate = opened();
    private ReactiveCache<String, String> cache;

    private static Sinks.Empty<Void> opened() {
        Sinks.Empty<Void> opened = Sinks.empty();
        opened.tryEmitEmpty();
        return opened;
    }

    private ReactiveCache<String, String> cache(Consumer<WriteBehindBuilder> settings) {
        BulkCacheWriter<String, String> writer = writes -> {
            Mono<Void> opened = gate.asMono();
            batches.tryEmitNext(writes.size());
            return opened.then(Mono.fromRunnable(() -> writes.forEach(this::write)));
        };
        cache = ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .loader(key -> Mono.fromSupplier(() -> load(key)))
                .bulkWriter(writer)
                .writeBehind(behind -> behind.journal(journal)
                        .deadLetters(letters)
                        .settings(later -> later.batchTime(Duration.ofMillis(5)).retryBackoff(Duration.ofMillis(1))))
                .writeBehind(settings)
                .build();
        cache.ready().block(LIMIT);
        return cache;
    }

    private String load(String key) {
        loads.incrementAndGet();
        return rows.get(key);
    }

    private void write(KeyWrite<String, String> write) {
        if (write.key().equals("poison")) {
            throw new IllegalArgumentException("refused");
        }
        written.add(write);
        write.value().ifPresentOrElse(value -> rows.put(write.key(), value), () -> rows.remove(write.key()));
    }

    @AfterEach
    void close() {
        gate.tryEmitEmpty();
        cache.close().block(LIMIT);
    }

    @Test
    void readsOfThisNodeSeeAWriteBeforeItIsApplied() {
        cache(settings -> {});
        rows.put("key", "old");
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("old");
        gate = Sinks.empty();
        cache.with(DEFERRED).put("key", "new").block(LIMIT);
        cache.with(EVENTUAL).remove("other").block(LIMIT);

        assertThat(rows).containsEntry("key", "old");
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("new");
        assertThat(cache.get("other").blockOptional(LIMIT)).isEmpty();
        assertThat(cache.getAll(List.of("key", "other")).block(LIMIT).values()).isEqualTo(Map.of("key", "new"));
        assertThat(cache.health().block(LIMIT).pending()).isEqualTo(2);
        assertThat(loads).hasValue(1);
    }

    @Test
    void onceItIsAppliedTheTiersHaveIt() {
        cache(settings -> {});
        cache.with(DEFERRED).put("key", "new").block(LIMIT);
        cache.flush().block(LIMIT);

        assertThat(rows).containsEntry("key", "new");
        assertThat(cache.lookup("key").block(LIMIT).source()).isEqualTo(Source.LOCAL);
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("new");
        assertThat(loads).hasValue(0);
        assertThat(journal.entries()).isEmpty();
        assertThat(cache.health().block(LIMIT).pending()).isZero();
    }

    @Test
    void aWriteThatIsAppliedDoesNotHideANewerOne() {
        Sinks.Empty<Void> first = Sinks.empty();
        Sinks.Empty<Void> second = Sinks.empty();
        gate = first;
        cache(settings -> {});
        cache.with(DEFERRED).put("key", "1").block(LIMIT);
        batches.asFlux().elementAt(0).block(LIMIT);
        gate = second;
        cache.with(DEFERRED).put("key", "2").block(LIMIT);
        first.tryEmitEmpty();
        batches.asFlux().elementAt(1).block(LIMIT);

        assertThat(rows).containsEntry("key", "1");
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("2");
        second.tryEmitEmpty();
        cache.flush().block(LIMIT);
        assertThat(cache.lookup("key").block(LIMIT).source()).isEqualTo(Source.LOCAL);
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("2");
    }

    @Test
    void aDeletedKeyIsGoneInTheSystemOfRecord() {
        cache(settings -> {});
        rows.put("key", "old");
        cache.with(DEFERRED).remove("key").block(LIMIT);
        cache.flush().block(LIMIT);

        assertThat(rows).isEmpty();
        assertThat(cache.get("key").blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void theNewestOfAKeyIsWhatRemainsWhateverItsDurability() {
        cache(settings -> {});
        gate = Sinks.empty();
        cache.with(DEFERRED).put("key", "1").block(LIMIT);
        cache.with(EVENTUAL).put("key", "2").block(LIMIT);
        cache.with(DEFERRED).put("key", "3").block(LIMIT);
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("3");
        gate.tryEmitEmpty();
        cache.put("key", "4").block(LIMIT);
        cache.flush().block(LIMIT);

        assertThat(rows).containsEntry("key", "4");
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("4");
    }

    @Test
    void whatTheSystemOfRecordRefusesIsADeadLetterAndCanBeTriedAgain() {
        cache(settings -> {});
        cache.with(DEFERRED).put("poison", "value").block(LIMIT);
        cache.with(DEFERRED).put("key", "value").block(LIMIT);
        cache.flush().block(LIMIT);

        assertThat(rows).containsOnlyKeys("key");
        assertThat(letters.letters().count().block(LIMIT)).isEqualTo(1);
        assertThat(cache.redrive().block(LIMIT)).isEqualTo(1);
        cache.flush().block(LIMIT);
        assertThat(letters.letters().count().block(LIMIT)).isEqualTo(1);
    }

    @Test
    void whatAClosedCacheLeftInTheJournalIsAppliedByTheNext() {
        cache(settings -> settings.settings(later -> later.closeTimeout(Duration.ofMillis(50))));
        gate = Sinks.empty();
        cache.with(DEFERRED).put("key", "value").block(LIMIT);
        cache.close().block(LIMIT);
        assertThat(rows).isEmpty();
        gate = opened();
        cache(settings -> {});
        cache.flush().block(LIMIT);

        assertThat(rows).containsEntry("key", "value");
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void aComputationGoesOnFromWhatThisNodeHasAccepted() {
        cache(settings -> {});
        rows.put("key", "a");
        gate = Sinks.empty();
        for (String next : List.of("b", "c", "d")) {
            cache.with(DEFERRED)
                    .compute("key", was -> Mono.just(was.orElse("") + next))
                    .block(LIMIT);
        }
        assertThat(cache.with(EVENTUAL).putIfAbsent("key", "other").block(LIMIT).changed())
                .isFalse();

        assertThat(cache.get("key").block(LIMIT)).isEqualTo("abcd");
        assertThat(rows).containsEntry("key", "a");
        gate.tryEmitEmpty();
        Written<String> last =
                cache.compute("key", was -> Mono.just(was.orElse("") + "e")).block(LIMIT);
        assertThat(last.value()).contains("abcde");
        assertThat(rows).containsEntry("key", "abcde");
    }

    @Test
    void manyAreAcceptedTogether() {
        cache(settings -> {});
        Map<String, String> values =
                IntStream.range(0, 100).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v" + i));
        assertThat(cache.with(DEFERRED).putAll(values).block(LIMIT).failures()).isEmpty();
        cache.flush().block(LIMIT);

        assertThat(rows).isEqualTo(values);
    }

    @Test
    void theDurabilityOfTheCacheIsThatOfWritesThatSayNothing() {
        cache(settings -> settings.settings(later -> later.durability(Durability.DEFERRED)));
        gate = Sinks.empty();
        cache.put("key", "later").block(LIMIT);

        assertThat(rows).isEmpty();
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("later");
    }

    @Test
    void withoutAJournalThereAreNoDeferredWrites() {
        cache = ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .writer((key, value) -> Mono.fromRunnable(() -> rows.put(key, value)))
                .writeBehind(behind -> {})
                .build();

        assertThatThrownBy(() -> cache.with(DEFERRED)).isInstanceOf(UnsupportedWriteException.class);
        assertThat(cache.health().block(LIMIT).journal()).isEqualTo(State.NONE);
        cache.with(EVENTUAL).put("key", "value").block(LIMIT);
        cache.flush().block(LIMIT);
        assertThat(rows).containsEntry("key", "value");
    }
}
