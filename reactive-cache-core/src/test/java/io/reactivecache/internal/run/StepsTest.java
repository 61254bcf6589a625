package io.reactivecache.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.fixture.Race;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

final class StepsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Steps steps = new Steps("writes", 2);
    private final Sinks.One<String> held = Sinks.one();

    @Test
    void whoComesAfterItWasClosedForAReasonIsToldThatOne() {
        steps.close(() -> new CacheClosedException("orders")).subscribe();

        StepVerifier.create(steps.run(Mono.empty())).verifyError(CacheClosedException.class);
    }

    @Test
    void runsTheStepAnewForEachSubscriptionAndNotBefore() {
        AtomicInteger runs = new AtomicInteger();
        Mono<Integer> step = steps.run(Mono.fromCallable(runs::incrementAndGet));
        assertThat(runs).hasValue(0);

        StepVerifier.create(step).expectNext(1).expectComplete().verify(LONG);
        StepVerifier.create(step).expectNext(2).expectComplete().verify(LONG);
        assertThat(steps.underWay()).isZero();
    }

    @Test
    void refusesMoreThanTheLimitWithoutRunningThem() {
        AtomicBoolean ran = new AtomicBoolean();
        steps.run(held.asMono()).subscribe();
        assertThat(steps.start(held.asMono())).isTrue();

        assertThat(steps.underWay()).isEqualTo(2);
        assertThat(steps.start(Mono.fromRunnable(() -> ran.set(true)))).isFalse();
        StepVerifier.create(steps.run(Mono.fromRunnable(() -> ran.set(true))))
                .expectErrorSatisfies(refused -> assertThat(refused)
                        .isInstanceOf(CacheOverloadedException.class)
                        .hasMessage("writes under way: more than 2 (expected: <= 2)"))
                .verify(LONG);
        assertThat(ran).isFalse();
    }

    @Test
    void makesRoomWhenAStepEndsHoweverItEnds() {
        StepVerifier.create(steps.run(Mono.error(new IllegalStateException())))
                .expectError()
                .verify(LONG);
        StepVerifier.create(steps.run(Mono.empty())).expectComplete().verify(LONG);
        steps.start(Mono.just(1));

        assertThat(steps.underWay()).isZero();
        assertThat(steps.begin()).isTrue();
        assertThat(steps.begin()).isTrue();
        assertThat(steps.begin()).isFalse();
        steps.end();
        assertThat(steps.begin()).isTrue();
    }

    @Test
    void cancellingTheWaitDoesNotEndTheStep() {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        Disposable wait = steps.run(
                        held.asMono().doOnCancel(() -> cancelled.set(true)).doOnNext(value -> ended.set(true)))
                .subscribe();
        wait.dispose();

        assertThat(cancelled).isFalse();
        assertThat(steps.underWay()).isEqualTo(1);
        held.tryEmitValue("value").orThrow();
        assertThat(ended).isTrue();
        assertThat(steps.underWay()).isZero();
    }

    @Test
    void aStepSeesTheContextOfItsCallerUnlessNobodyWaits() {
        Mono<Boolean> sees = Mono.deferContextual(context -> Mono.just(context.hasKey("user")));

        StepVerifier.create(steps.run(sees).contextWrite(Context.of("user", "a")))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
        AtomicBoolean seen = new AtomicBoolean(true);
        steps.start(sees.doOnNext(seen::set));
        assertThat(seen).isFalse();
    }

    @Test
    void closingWaitsForTheLastStep() {
        AtomicBoolean closed = new AtomicBoolean();
        Mono<Void> close = steps.close();
        steps.begin();
        steps.begin();
        close.subscribe(null, null, () -> closed.set(true));

        assertThat(steps.underWay()).isEqualTo(2);
        steps.end();
        assertThat(closed).isFalse();
        steps.end();
        assertThat(closed).isTrue();
        assertThat(steps.underWay()).isZero();
        StepVerifier.create(close).expectComplete().verify(LONG);
    }

    @Test
    void closesAtOnceIfNothingIsUnderWayAndOnlyWhenSubscribed() {
        Mono<Void> close = steps.close();
        assertThat(steps.start(Mono.empty())).isTrue();

        StepVerifier.create(close).expectComplete().verify(LONG);
        assertThat(steps.start(Mono.empty())).isFalse();
    }

    @Test
    void nothingBeginsOnceClosedThoughOthersAreStillUnderWay() {
        steps.begin();
        steps.close().subscribe();

        assertThat(steps.begin()).isFalse();
        steps.end();
        assertThat(steps.begin()).isFalse();
        StepVerifier.create(steps.run(Mono.just(1)))
                .expectError(CacheOverloadedException.class)
                .verify(LONG);
    }

    @Test
    void neverMoreThanTheLimitRunAtOnceAndCloseIsTheLastThingThatHappens() {
        try (Race race = new Race(4)) {
            for (int round = 0; round < 2_000; round++) {
                Steps contended = new Steps("writes", 2);
                AtomicInteger running = new AtomicInteger();
                AtomicInteger most = new AtomicInteger();
                AtomicInteger whenClosed = new AtomicInteger(-1);
                race.run(runner -> {
                    if (runner == 0) {
                        contended.close().subscribe(null, null, () -> whenClosed.set(running.get()));
                        return;
                    }
                    for (int i = 0; i < 20 && contended.begin(); i++) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        running.decrementAndGet();
                        contended.end();
                    }
                });

                assertThat(most.get()).isLessThanOrEqualTo(2);
                assertThat(whenClosed).hasValue(0);
                assertThat(contended.begin()).isFalse();
                assertThat(contended.underWay()).isZero();
            }
        }
    }
}
