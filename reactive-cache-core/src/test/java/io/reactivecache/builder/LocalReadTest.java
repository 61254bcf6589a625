package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.InvalidKeyException;
import io.reactivecache.LoadTimeoutException;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.fixture.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

final class LocalReadTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final HandClock clock = new HandClock();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void loadsOnceAndThenAnswersFromTheLocalTier() {
        ReactiveCache<String, String> cache = loading(key -> Mono.just(key + loads.incrementAndGet()));

        expect(cache.get("a"), "a1");
        expect(cache.get("a"), "a1");
        expect(cache.get("b"), "b2");
    }

    @Test
    void doesNothingBeforeTheSubscriptionAndReadsAnewAtEach() {
        ReactiveCache<String, String> cache = loading(key -> Mono.just(key + loads.incrementAndGet()));
        Mono<String> get = cache.get("a");
        assertThat(loads).hasValue(0);
        expect(get, "a1");
        StepVerifier.create(cache.invalidate("a"))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);

        expect(get, "a2");
    }

    @Test
    void aLocalHitWaitsForDemandAndCanBeCancelled() {
        ReactiveCache<String, String> cache = loading(Mono::just);
        expect(cache.get("a"), "a");

        StepVerifier.create(cache.get("a"), 0)
                .expectSubscription()
                .thenRequest(1)
                .expectNext("a")
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(cache.get("a"), 0).expectSubscription().thenCancel().verify(LONG);
    }

    @Test
    void aLoaderOfTheCallTakesThePlaceOfTheCachesOwn() {
        ReactiveCache<String, String> cache = loading(key -> Mono.just("own"));

        expect(cache.get("a", key -> Mono.just("mine " + key)), "mine a");
        expect(cache.get("a"), "mine a");
        expect(cache.lookup("b", key -> Mono.just("mine " + key)).map(Lookup::value), "mine b");
    }

    @Test
    void withoutALoaderAValueNobodyHasIsAbsent() {
        ReactiveCache<String, String> cache = builder().build();

        StepVerifier.create(cache.get("a")).expectComplete().verify(LONG);
        StepVerifier.create(cache.lookup("a")).expectComplete().verify(LONG);
    }

    @Test
    void lookupTellsSourceAgeAndStamp() {
        ReactiveCache<String, String> cache = loading(Mono::just);

        StepVerifier.create(cache.lookup("a"))
                .assertNext(found -> {
                    assertThat(found.value()).isEqualTo("a");
                    assertThat(found.source()).isEqualTo(Source.LOADED);
                    assertThat(found.age()).isZero();
                    assertThat(found.stamp())
                            .hasValueSatisfying(at -> assertThat(at.offset()).isEqualTo(-1));
                })
                .expectComplete()
                .verify(LONG);
        clock.advance(Duration.ofSeconds(3));
        StepVerifier.create(cache.lookup("a"))
                .assertNext(found -> {
                    assertThat(found.source()).isEqualTo(Source.LOCAL);
                    assertThat(found.age()).isEqualTo(Duration.ofSeconds(3));
                })
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void aValueIsLoadedAgainOnceItsTimeIsOver() {
        ReactiveCache<String, String> cache = builder()
                .ttl(Duration.ofMinutes(1))
                .loader(key -> Mono.fromSupplier(() -> key + loads.incrementAndGet()))
                .build();
        expect(cache.get("a"), "a1");
        clock.advance(Duration.ofMillis(59_999));
        expect(cache.get("a"), "a1");
        clock.advance(Duration.ofMillis(1));

        expect(cache.get("a"), "a2");
    }

    @Test
    void refusesNullArgumentsAtOnce() {
        ReactiveCache<String, String> cache = loading(Mono::just);

        assertThatThrownBy(() -> cache.get(null)).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> cache.lookup(null)).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> cache.put(null, "a")).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> cache.invalidate(null)).isInstanceOf(InvalidKeyException.class);
        assertThatNullPointerException().isThrownBy(() -> cache.get("a", null)).withMessage("loader");
        assertThatNullPointerException()
                .isThrownBy(() -> cache.lookup("a", null))
                .withMessage("loader");
        assertThatNullPointerException().isThrownBy(() -> cache.put("a", null)).withMessage("value");
    }

    @Test
    void aKeyThatCannotBeWrittenDownIsAnErrorOfTheCallAndLoadsNothing() {
        ReactiveCache<String, String> cache = loading(key -> Mono.just(key + loads.incrementAndGet()));
        String tooLong = "k".repeat(1 << 20);

        StepVerifier.create(cache.get(tooLong))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessage("key: 1048576 characters encoded (expected: <= 1024)"))
                .verify(LONG);
        StepVerifier.create(cache.get("\uD83D"))
                .expectError(InvalidKeyException.class)
                .verify(LONG);
        StepVerifier.create(cache.put("\uD83D", "v"))
                .expectError(InvalidKeyException.class)
                .verify(LONG);
        StepVerifier.create(cache.invalidate("\uD83D"))
                .expectError(InvalidKeyException.class)
                .verify(LONG);
        assertThat(loads).hasValue(0);
    }

    @Test
    void passesOnTheLoadersErrorAsItIsAndKeepsNothing() {
        IllegalStateException failure = new IllegalStateException("down");
        failsThenLoads(key -> Mono.error(failure), error -> assertThat(error).isSameAs(failure));
    }

    @Test
    void aLoaderThatThrowsIsALoaderThatErrors() {
        IllegalStateException failure = new IllegalStateException("thrown");
        failsThenLoads(
                key -> {
                    throw failure;
                },
                error -> assertThat(error).isSameAs(failure));
    }

    @Test
    void aLoaderThatReturnsNullIsAnError() {
        failsThenLoads(key -> null, error -> assertThat(error).isInstanceOf(NullPointerException.class));
    }

    private void failsThenLoads(Function<String, Mono<String>> failing, Consumer<Throwable> expected) {
        ReactiveCache<String, String> cache =
                loading(key -> loads.incrementAndGet() == 1 ? failing.apply(key) : Mono.just("loaded"));

        StepVerifier.create(cache.get("a")).expectErrorSatisfies(expected).verify(LONG);
        expect(cache.get("a"), "loaded");
        StepVerifier.create(cache.stats())
                .assertNext(stats -> {
                    assertThat(stats.loadFailures()).isEqualTo(1);
                    assertThat(stats.loads()).isEqualTo(1);
                })
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void anEmptyLoadIsEmptyAndNotKept() {
        ReactiveCache<String, String> cache =
                loading(key -> loads.incrementAndGet() == 1 ? Mono.empty() : Mono.just("loaded"));

        StepVerifier.create(cache.get("a")).expectComplete().verify(LONG);
        expect(cache.get("a"), "loaded");
    }

    @Test
    void aLoadThatHangsIsEndedAndFreesTheKey() {
        List<Throwable> errors = new ArrayList<>();
        Sinks.One<String> hanging = Sinks.one();
        ReactiveCache<String, String> cache =
                loading(key -> loads.incrementAndGet() == 1 ? hanging.asMono() : Mono.just("second"));
        cache.get("a").subscribe(null, errors::add);
        cache.get("a").subscribe(null, errors::add);
        time.advanceTimeBy(LIMIT.minusMillis(1));
        assertThat(errors).isEmpty();
        assertThat(hanging.currentSubscriberCount()).isEqualTo(1);
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(errors)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                LoadTimeoutException.class,
                                late -> assertThat(late.limit()).isEqualTo(LIMIT)));
        assertThat(hanging.currentSubscriberCount()).isZero();
        expect(cache.get("a"), "second");
        hanging.tryEmitValue("late");
        expect(cache.get("a"), "second");
    }

    @Test
    void refusesMoreLoadsThanMayBeInFlight() {
        Sinks.One<String> held = Sinks.one();
        ReactiveCache<String, String> cache = builder()
                .settings(settings -> settings.flight(flight -> flight.maxFlights(1)))
                .loader(key -> held.asMono())
                .build();
        List<String> heard = new ArrayList<>();
        cache.get("a").subscribe(heard::add);
        cache.get("a").subscribe(heard::add);

        StepVerifier.create(cache.get("b"))
                .expectError(CacheOverloadedException.class)
                .verify(LONG);
        held.tryEmitValue("value").orThrow();
        assertThat(heard).containsExactly("value", "value");
        expect(cache.get("b"), "value");
    }

    @Test
    void aLoadSeesTheObservationOfItsCallerAndNothingElse() {
        ReactiveCache<String, String> cache = loading(key -> Mono.deferContextual(
                context -> Mono.just(context.getOrDefault("micrometer.observation", "none") + " " + context.size())));
        Context caller = Context.of("micrometer.observation", "span", "security", "alice");

        expect(cache.get("a").contextWrite(caller), "span 1");
        expect(cache.get("b").contextWrite(Context.of("security", "alice")), "none 0");
    }

    @Test
    void aLoadSeesTheContextKeysItWasPromised() {
        ReactiveCache<String, String> cache = builder()
                .settings(settings -> settings.flight(flight -> flight.contextKey("tenant")))
                .loader(key -> Mono.deferContextual(context -> Mono.just(context.get("tenant"))))
                .build();

        expect(cache.get("a").contextWrite(Context.of("tenant", "blue", "user", "alice")), "blue");
    }

    private ReactiveCache<String, String> loading(Function<String, Mono<String>> loader) {
        return builder().loader(loader::apply).build();
    }

    private CacheBuilder<String, String> builder() {
        return ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .clock(clock)
                .scheduler(time)
                .settings(settings -> settings.flight(flight -> flight.maxLoadTime(LIMIT)));
    }

    private static void expect(Mono<String> read, String value) {
        StepVerifier.create(read).expectNext(value).expectComplete().verify(LONG);
    }
}
