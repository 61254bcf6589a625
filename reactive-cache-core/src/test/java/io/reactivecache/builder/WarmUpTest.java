package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.ReactiveCache;
import io.reactivecache.WarmOptions;
import io.reactivecache.WarmOptions.Priority;
import io.reactivecache.WarmProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

final class WarmUpTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Integer> loads = new ArrayList<>();
    private final Map<Integer, Sinks.One<String>> held = new HashMap<>();

    @AfterEach
    void end() {
        time.dispose();
    }

    private CacheBuilder<Integer, String> builder() {
        return ReactiveCaches.builder("numbers")
                .keys(Integer.class)
                .values(String.class)
                .scheduler(time)
                .allKeys(() -> Flux.range(0, 10))
                .loader(this::load);
    }

    private Mono<String> load(int key) {
        loads.add(key);
        if (key == 7) {
            return Mono.error(new IllegalStateException("seven"));
        }
        return key == 3 ? Mono.empty() : Mono.just("value" + key);
    }

    private ReactiveCache<Integer, String> slow() {
        return builder()
                .loader(key -> {
                    loads.add(key);
                    return held.computeIfAbsent(key, same -> Sinks.one()).asMono();
                })
                .build();
    }

    @Test
    void allKeysAreInTheCacheAtTheEndAndTheEndIsTold() {
        ReactiveCache<Integer, String> cache = builder().build();

        StepVerifier.create(cache.warmAll(WarmOptions.defaults()))
                .assertNext(end -> assertThat(end).isEqualTo(new WarmProgress(8, 1, 1, end.elapsed(), true)))
                .expectComplete()
                .verify(LONG);
        loads.clear();
        StepVerifier.create(cache.get(5)).expectNext("value5").expectComplete().verify(LONG);
        assertThat(loads).isEmpty();
    }

    @Test
    void whatIsThereIsNotLoadedAgainUnlessForced() {
        ReactiveCache<Integer, String> cache = builder().build();
        cache.warm(Flux.just(1, 2)).blockLast(LONG);
        cache.warm(Flux.just(1, 2)).blockLast(LONG);
        assertThat(loads).containsExactly(1, 2);
        cache.warm(Flux.just(1, 2), WarmOptions.defaults().forced()).blockLast(LONG);

        assertThat(loads).containsExactly(1, 2, 1, 2);
    }

    @Test
    void noMoreLoadsAreInFlightThanAllowed() {
        slow().warm(Flux.range(0, 100), WarmOptions.defaults().concurrency(5)).subscribe();
        assertThat(loads).hasSize(5);
        held.get(2).tryEmitValue("done").orThrow();

        assertThat(loads).hasSize(6);
    }

    @Test
    void progressIsToldFromTimeToTime() {
        List<WarmProgress> heard = new ArrayList<>();
        slow().warm(Flux.range(0, 4), WarmOptions.defaults().concurrency(2).every(Duration.ofSeconds(5)))
                .subscribe(heard::add);
        held.get(0).tryEmitValue("done").orThrow();
        time.advanceTimeBy(Duration.ofSeconds(5));

        assertThat(heard).singleElement().returns(1L, WarmProgress::tried).returns(false, WarmProgress::done);
    }

    @Test
    void cancellingEndsItUnlessItRunsInTheBackground() {
        ReactiveCache<Integer, String> cache = slow();
        Disposable watched = cache.warm(Flux.range(0, 4), WarmOptions.defaults().concurrency(1))
                .subscribe();
        watched.dispose();
        held.get(0).tryEmitValue("done").orThrow();
        assertThat(loads).containsExactly(0);

        Disposable behind = cache.warm(
                        Flux.range(10, 2), WarmOptions.defaults().concurrency(1).inBackground())
                .subscribe();
        behind.dispose();
        held.get(10).tryEmitValue("done").orThrow();
        assertThat(loads).containsExactly(0, 10, 11);
    }

    @Test
    void closingTheCacheEndsWhatRunsInTheBackground() {
        ReactiveCache<Integer, String> cache = slow();
        List<WarmProgress> heard = new ArrayList<>();
        cache.warm(Flux.<Integer>never().startWith(1, 2), WarmOptions.defaults().inBackground())
                .subscribe(heard::add);
        StepVerifier.create(cache.close())
                .then(() -> held.values().forEach(sink -> sink.tryEmitValue("done")))
                .expectComplete()
                .verify(LONG);

        assertThat(heard).last().returns(true, WarmProgress::done);
    }

    @Test
    void ofLowPriorityItWaitsForTheLoadsOfReaders() {
        ReactiveCache<Integer, String> cache = slow();
        cache.get(100).subscribe();
        cache.warm(Flux.range(0, 4), WarmOptions.defaults().priority(Priority.LOW))
                .subscribe();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(loads).containsExactly(100);
        held.get(100).tryEmitValue("done").orThrow();
        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(loads).containsExactly(100, 0);
    }

    @Test
    void aBulkLoaderIsAskedForManyKeysAtOnce() {
        List<Integer> sizes = new ArrayList<>();
        ReactiveCache<Integer, String> cache = ReactiveCaches.builder("numbers")
                .keys(Integer.class)
                .values(String.class)
                .bulkLoader((Set<Integer> keys) -> {
                    sizes.add(keys.size());
                    return Mono.just(keys.stream().collect(Collectors.toMap(key -> key, key -> "value")));
                })
                .settings(settings -> settings.bulk(bulk -> bulk.maxKeys(40)))
                .build();

        assertThat(cache.warm(Flux.range(0, 100)).blockLast(LONG)).returns(100L, WarmProgress::warmed);
        assertThat(sizes).containsExactly(40, 40, 20);
    }

    @Test
    void keysThatFailFailIt() {
        StepVerifier.create(builder().build().warm(Flux.error(new IllegalStateException("keys"))))
                .expectErrorMessage("keys")
                .verify(LONG);
        StepVerifier.create(ReactiveCaches.builder("numbers")
                        .keys(Integer.class)
                        .values(String.class)
                        .build()
                        .warmAll(WarmOptions.defaults()))
                .expectErrorMessage("allKeys: not set (expected: set on the builder)")
                .verify(LONG);
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmOptions.defaults().concurrency(0))
                .withMessage("concurrency: 0 (expected: 1 to 10000)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmOptions.defaults().every(Duration.ZERO))
                .withMessage("every: PT0S (expected: > 0)");
    }
}
