package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.BulkAnswer;
import io.reactivecache.BulkCacheLoader;
import io.reactivecache.BulkResult;
import io.reactivecache.ReactiveCache;
import io.reactivecache.fixture.Race;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

final class BulkReadTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Queue<Set<Integer>> loads = new ConcurrentLinkedQueue<>();
    private final ReactiveCache<Integer, String> cache = builder(this::loaded).build();

    private Mono<Map<Integer, String>> loaded(Set<Integer> keys) {
        loads.add(keys);
        return Mono.just(values(keys));
    }

    private static Map<Integer, String> values(Set<Integer> keys) {
        return keys.stream().filter(key -> key >= 0).collect(Collectors.toMap(key -> key, key -> "value" + key));
    }

    private static CacheBuilder<Integer, String> builder(BulkCacheLoader<Integer, String> loader) {
        return ReactiveCaches.builder("numbers")
                .keys(Integer.class)
                .values(String.class)
                .bulkLoader(loader);
    }

    @Test
    void whatNoTierHasIsLoadedAtOnce() {
        read(cache.get(1));
        BulkResult<Integer, String> result = read(cache.getAll(List.of(1, 2, 3, 2, -1)));

        assertThat(result.values()).isEqualTo(Map.of(1, "value1", 2, "value2", 3, "value3"));
        assertThat(result.isComplete()).isTrue();
        assertThat(loads).containsExactly(Set.of(1), Set.of(2, 3, -1));
    }

    @Test
    void whatWasLoadedIsKept() {
        read(cache.getAll(List.of(1, 2)));
        read(cache.getAll(List.of(1, 2)));

        assertThat(loads).containsExactly(Set.of(1, 2));
        assertThat(read(cache.get(1))).isEqualTo("value1");
    }

    @Test
    void noKeysAreNoLoad() {
        assertThat(read(cache.getAll(List.of())).values()).isEmpty();
        assertThat(loads).isEmpty();
    }

    @Test
    void aKeySomebodyElseIsLoadingIsWaitedForButNotLoadedAgain() {
        Sinks.One<String> other = Sinks.one();
        cache.get(1, key -> other.asMono()).subscribe();
        List<BulkResult<Integer, String>> heard = new ArrayList<>();
        cache.getAll(List.of(1, 2)).subscribe(heard::add);

        assertThat(loads).containsExactly(Set.of(2));
        assertThat(read(cache.get(2))).isEqualTo("value2");
        other.tryEmitValue("theirs").orThrow();
        assertThat(heard).singleElement().extracting(BulkResult::values).isEqualTo(Map.of(1, "theirs", 2, "value2"));
    }

    @Test
    void twoBulkReadsOfTheSameKeysLoadEachOnce() {
        Sinks.One<Map<Integer, String>> held = Sinks.one();
        ReactiveCache<Integer, String> slow = builder(keys -> {
                    loads.add(keys);
                    return held.asMono();
                })
                .build();
        List<BulkResult<Integer, String>> heard = new ArrayList<>();
        slow.getAll(List.of(1, 2, 3)).subscribe(heard::add);
        slow.getAll(List.of(2, 3, 4)).subscribe(heard::add);
        held.tryEmitValue(values(Set.of(1, 2, 3, 4))).orThrow();

        assertThat(loads).containsExactly(Set.of(1, 2, 3), Set.of(4));
        assertThat(heard).extracting(result -> result.values().size()).containsExactly(3, 3);
    }

    @Test
    void aLoadThatFailsFailsItsKeysOnly() {
        read(cache.get(1));
        BulkResult<Integer, String> result =
                read(cache.getAll(List.of(1, 2, 3), keys -> Mono.error(new IllegalStateException("down"))));

        assertThat(result.values()).isEqualTo(Map.of(1, "value1"));
        assertThat(result.failures()).containsOnlyKeys(2, 3);
        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void aLoaderThatThrowsFailsItsKeys() {
        BulkResult<Integer, String> result = read(cache.getAll(List.of(1), keys -> {
            throw new IllegalStateException("thrown");
        }));

        assertThat(result.failures().get(1)).hasMessage("thrown");
    }

    @Test
    void oneCallOfTheLoaderGetsNoMoreKeysThanAllowed() {
        ReactiveCache<Integer, String> small = builder(this::loaded)
                .settings(settings -> settings.bulk(bulk -> bulk.maxKeys(10)))
                .build();
        List<Integer> keys = IntStream.range(0, 25).boxed().toList();

        assertThat(read(small.getAll(keys)).values()).hasSize(25);
        assertThat(loads).extracting(Set::size).containsExactly(10, 10, 5);
    }

    @Test
    void aKeyChangedWhileItWasLoadedWithOthersIsNotKept() {
        Sinks.One<Map<Integer, String>> held = Sinks.one();
        Mono<BulkResult<Integer, String>> read = cache.getAll(List.of(1, 2), keys -> held.asMono());
        List<BulkResult<Integer, String>> heard = new ArrayList<>();
        read.subscribe(heard::add);
        read(cache.invalidate(1));
        held.tryEmitValue(Map.of(1, "old", 2, "new")).orThrow();

        assertThat(heard).singleElement().extracting(BulkResult::values).isEqualTo(Map.of(1, "old", 2, "new"));
        assertThat(read(cache.get(1))).isEqualTo("value1");
        assertThat(read(cache.get(2))).isEqualTo("new");
    }

    @Test
    void withoutABulkLoaderEachKeyIsLoadedAlone() {
        ReactiveCache<Integer, String> single = ReactiveCaches.builder("numbers")
                .keys(Integer.class)
                .values(String.class)
                .loader(key -> key == 3 ? Mono.error(new IllegalStateException("three")) : Mono.just("value" + key))
                .build();
        BulkResult<Integer, String> result = read(single.getAll(List.of(1, 2, 3)));

        assertThat(result.values()).isEqualTo(Map.of(1, "value1", 2, "value2"));
        assertThat(result.failures().get(3)).hasMessage("three");
    }

    @Test
    void manyBulkReadersLoadEachKeyOnce() {
        Map<Integer, Integer> counts = new HashMap<>();
        try (Race race = new Race(4)) {
            for (int round = 0; round < 500; round++) {
                int first = round * 100;
                race.run(runner -> {
                    List<Integer> keys = IntStream.range(0, 20)
                            .map(i -> first + (runner * 5 + i) % 30)
                            .boxed()
                            .toList();
                    assertThat(read(cache.getAll(keys)).values()).hasSize(20);
                });
            }
        }
        loads.forEach(keys -> keys.forEach(key -> counts.merge(key, 1, Integer::sum)));

        assertThat(counts.values()).containsOnly(1);
    }

    @Test
    void aStreamOfKeysIsAnsweredKeyByKeyAndReadInBatches() {
        ReactiveCache<Integer, String> small = builder(this::loaded)
                .settings(settings -> settings.bulk(bulk -> bulk.maxKeys(10)))
                .build();

        StepVerifier.create(small.getAll(Flux.range(0, 95)).map(BulkAnswer::key).collect(Collectors.toSet()))
                .assertNext(keys -> assertThat(keys).hasSize(95))
                .expectComplete()
                .verify(LONG);
        assertThat(loads).hasSizeLessThanOrEqualTo(20).allMatch(keys -> keys.size() <= 10);
    }

    @Test
    void aStreamOfKeysIsReadNoFasterThanItsAnswersAreTaken() {
        ReactiveCache<Integer, String> small = builder(this::loaded)
                .settings(settings -> settings.bulk(bulk -> bulk.maxKeys(4)))
                .build();

        StepVerifier.create(small.getAll(Flux.range(0, 1_000_000)), 3)
                .expectNextCount(3)
                .then(() -> assertThat(loads.stream().mapToInt(Set::size).sum()).isLessThanOrEqualTo(12))
                .thenCancel()
                .verify(LONG);
    }

    @Test
    void cancellingAStreamCancelsItsKeys() {
        TestPublisher<Integer> keys = TestPublisher.create();

        StepVerifier.create(cache.getAll(keys))
                .then(() -> keys.next(1))
                .expectNext(BulkAnswer.of(1, "value1"))
                .thenCancel()
                .verify(LONG);
        keys.assertCancelled();
    }

    @Test
    void whoWaitsForAKeyOfABulkReadThatIsCancelledAtItsBeginningGetsItsLoad() {
        Disposable.Swap bulk = Disposables.swap();
        List<String> heard = new ArrayList<>();
        AtomicReference<ReactiveCache<Integer, String>> joined = new AtomicReference<>();
        ReactiveCache<Integer, String> cancelling = ReactiveCaches.builder("numbers")
                .keys(heard(key -> {
                    if (key == 2) {
                        joined.get().get(1).subscribe(heard::add);
                        bulk.dispose();
                    }
                }))
                .values(String.class)
                .bulkLoader(this::loaded)
                .build();
        joined.set(cancelling);
        cancelling
                .getAll(List.of(1, 2, 3))
                .doOnSubscribe(subscription -> bulk.update(subscription::cancel))
                .subscribe();

        assertThat(heard).containsExactly("value1");
    }

    private static KeyCodec<Integer> heard(Consumer<Integer> encoded) {
        return KeyCodecs.of(
                key -> {
                    encoded.accept(key);
                    return Integer.toString(key);
                },
                Integer::valueOf);
    }

    @Test
    void aFailureOfTheKeysIsThatOfTheStream() {
        StepVerifier.create(cache.getAll(Flux.concat(Flux.just(1), Flux.error(new IllegalStateException("keys")))))
                .expectNext(BulkAnswer.of(1, "value1"))
                .expectErrorMessage("keys")
                .verify(LONG);
    }

    private static <T> T read(Mono<T> operation) {
        List<T> heard = new ArrayList<>();
        StepVerifier.create(operation.doOnNext(heard::add))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);
        return heard.get(0);
    }
}
