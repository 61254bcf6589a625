package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.fixture.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

final class LocalFlightTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ROUNDS = 200;
    private static final int CALLERS = 1_000;
    private static final int RUNNERS = 4;

    private final AtomicInteger loads = new AtomicInteger();
    private final List<Sinks.One<String>> held = new ArrayList<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final ReactiveCache<String, String> cache = builder()
            .loader(key -> {
                Sinks.One<String> sink = Sinks.one();
                held.add(sink);
                return sink.asMono().doOnCancel(() -> cancelled.set(true));
            })
            .build();

    @Test
    void aThousandConcurrentReadersShareOneLoad() {
        try (Race race = new Race(RUNNERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                shareOneLoad(race, "key" + round);
            }
        }
    }

    private void shareOneLoad(Race race, String key) {
        loads.set(0);
        Sinks.One<String> value = Sinks.one();
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        race.run(runner -> {
            for (int i = 0; i < CALLERS / RUNNERS; i++) {
                cache.get(key, same -> {
                            loads.incrementAndGet();
                            return value.asMono();
                        })
                        .subscribe(heard::add);
            }
        });
        value.tryEmitValue(key).orThrow();

        assertThat(loads).hasValue(1);
        assertThat(heard.stream().filter(key::equals).count()).isEqualTo(CALLERS);
    }

    @Test
    void aLoadThatEndsWhileReadersArriveIsStillTheOnlyOne() {
        try (Race race = new Race(RUNNERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "key" + round;
                AtomicInteger once = new AtomicInteger();
                Queue<String> heard = new ConcurrentLinkedQueue<>();
                race.run(runner -> {
                    for (int i = 0; i < 25; i++) {
                        cache.get(key, same -> Mono.fromSupplier(() -> "value" + once.incrementAndGet()))
                                .subscribe(heard::add);
                    }
                });

                assertThat(once).hasValue(1);
                assertThat(heard).hasSize(25 * RUNNERS).containsOnly("value1");
            }
        }
    }

    @Test
    void aTierThatFailsTellsTheCallerAndLeavesNobodyWaiting() {
        AtomicInteger readings = new AtomicInteger(Integer.MIN_VALUE);
        ReactiveCache<String, String> fragile = builder()
                .clock(() -> {
                    if (readings.getAndIncrement() >= 0) {
                        throw new IllegalStateException("clock");
                    }
                    return Instant.EPOCH;
                })
                .loader(Mono::just)
                .build();
        for (int before = 0; before < 4; before++) {
            readings.set(-before);
            StepVerifier.create(fragile.get("key" + before))
                    .expectErrorMessage("clock")
                    .verify(LONG);
            readings.set(Integer.MIN_VALUE);
            StepVerifier.create(fragile.get("key" + before))
                    .expectNext("key" + before)
                    .expectComplete()
                    .verify(LONG);
        }
    }

    @Test
    void aCancelledCallerHarmsNobody() {
        List<String> heard = new ArrayList<>();
        Disposable leader = cache.get("key").subscribe(heard::add);
        cache.get("key").subscribe(heard::add);
        Disposable last = cache.get("key").subscribe(heard::add);
        leader.dispose();
        last.dispose();
        held.get(0).tryEmitValue("value").orThrow();

        assertThat(heard).containsExactly("value");
        assertThat(held).hasSize(1);
        assertThat(cancelled).isFalse();
    }

    @Test
    void aLoadThatEveryoneLeftStillFillsTheTier() {
        cache.get("key").subscribe().dispose();
        assertThat(cancelled).isFalse();
        held.get(0).tryEmitValue("value").orThrow();

        StepVerifier.create(cache.get("key"))
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
        assertThat(held).hasSize(1);
    }

    @Test
    void aLoadHeldOpenAcrossAnInvalidationAnswersItsWaitersAndFillsNothing() {
        List<String> heard = new ArrayList<>();
        cache.get("key").subscribe(heard::add);
        invalidate("key");
        cache.get("key").subscribe(value -> heard.add("later " + value));
        held.get(0).tryEmitValue("old").orThrow();
        assertThat(heard).containsExactly("old");

        held.get(1).tryEmitValue("new").orThrow();
        assertThat(heard).containsExactly("old", "later new");
        StepVerifier.create(cache.get("key")).expectNext("new").expectComplete().verify(LONG);
        assertThat(held).hasSize(2);
    }

    @Test
    void aLoadHeldOpenAcrossAPutDoesNotReplaceTheValueThatWasPut() {
        List<String> heard = new ArrayList<>();
        cache.get("key").subscribe(heard::add);
        StepVerifier.create(cache.put("key", "put"))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);
        held.get(0).tryEmitValue("old").orThrow();

        assertThat(heard).containsExactly("old");
        StepVerifier.create(cache.get("key")).expectNext("put").expectComplete().verify(LONG);
    }

    @Test
    void aFailedLoadIsSharedButNotRemembered() {
        List<Throwable> errors = new ArrayList<>();
        cache.get("key").subscribe(null, errors::add);
        cache.get("key").subscribe(null, errors::add);
        held.get(0).tryEmitError(new IllegalStateException("down")).orThrow();
        assertThat(errors).hasSize(2);
        cache.get("key").subscribe();

        assertThat(held).hasSize(2);
    }

    /** The truth moves on before each invalidation, so whoever reads afterwards must see at least that. */
    @Test
    void whatIsReadAfterAnInvalidationIsNeverOlderThanIt() {
        AtomicInteger truth = new AtomicInteger();
        ReactiveCache<String, Integer> numbers = ReactiveCaches.builder("numbers")
                .keys(String.class)
                .values(Integer.class)
                .loader(key -> Mono.fromSupplier(truth::get).publishOn(Schedulers.parallel()))
                .build();
        Scheduler threads = Schedulers.newParallel("readers", RUNNERS);
        Disposable readers = Flux.range(0, RUNNERS)
                .flatMap(reader -> numbers.get("key").publishOn(threads).repeat())
                .subscribe();
        try {
            for (int i = 1; i <= 2_000; i++) {
                int least = truth.incrementAndGet();
                StepVerifier.create(numbers.invalidate("key").then(numbers.get("key")))
                        .assertNext(read -> assertThat(read).isGreaterThanOrEqualTo(least))
                        .expectComplete()
                        .verify(LONG);
            }
        } finally {
            readers.dispose();
            threads.dispose();
        }
    }

    private void invalidate(String key) {
        StepVerifier.create(cache.invalidate(key))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);
    }

    private static CacheBuilder<String, String> builder() {
        return ReactiveCaches.builder("orders").keys(String.class).values(String.class);
    }
}
