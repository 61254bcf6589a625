package io.reactivecache.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.reactivecache.fixture.HandClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The breaker opens after 4 calls of which 2 failed, for a second, and lets 2 probes through. */
final class CircuitBreakerGuardTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final CircuitBreaker breaker = CircuitBreaker.of("remote", config());
    private final CircuitBreakerGuard guard = CircuitBreakerGuard.of(breaker);
    private final AtomicInteger calls = new AtomicInteger();

    private CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(4)
                .minimumNumberOfCalls(4)
                .failureRateThreshold(50)
                .slowCallDurationThreshold(Duration.ofSeconds(2))
                .slowCallRateThreshold(100)
                .waitDurationInOpenState(WAIT)
                .permittedNumberOfCallsInHalfOpenState(2)
                .clock(clock.withZone(ZoneOffset.UTC))
                .currentTimestampFunction(now -> now.millis(), TimeUnit.MILLISECONDS)
                .build();
    }

    @Test
    void aCallIsMadeAnewForEachSubscriptionAndNotBefore() {
        Mono<String> guarded = guard.guard(value());
        assertThat(calls).hasValue(0);

        StepVerifier.create(guarded).expectNext("value").expectComplete().verify(LONG);
        StepVerifier.create(guarded).expectNext("value").expectComplete().verify(LONG);
        assertThat(calls).hasValue(2);
        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(2);
    }

    @Test
    void failuresPassAndOpenTheBreakerWhichTurnsCallsAwayUnsubscribed() {
        succeed();
        succeed();
        assertThat(guard.isOpen()).isFalse();
        fail();
        fail();

        assertThat(guard.isOpen()).isTrue();
        int before = calls.get();
        StepVerifier.create(guard.guard(value()))
                .expectErrorSatisfies(refused -> {
                    assertThat(refused)
                            .isInstanceOf(RemoteSuspendedException.class)
                            .hasMessage("breaker remote: calls suspended (expected: closed)");
                    assertThat(((RemoteSuspendedException) refused).breaker()).isEqualTo("remote");
                    assertThat(refused.getStackTrace()).isEmpty();
                })
                .verify(LONG);
        assertThat(calls).hasValue(before);
    }

    @Test
    void forcedOpenIsOpenToo() {
        breaker.transitionToForcedOpenState();

        assertThat(guard.isOpen()).isTrue();
        expectRefusal();
    }

    @Test
    void aTimeOutOfTheCallIsAFailure() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        StepVerifier waiting = StepVerifier.create(guard.guard(Mono.never().timeout(Duration.ofMillis(100), time)))
                .expectError(java.util.concurrent.TimeoutException.class)
                .verifyLater();
        time.advanceTimeBy(Duration.ofMillis(100));

        waiting.verify(LONG);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
        time.dispose();
    }

    @Test
    void aCancelledCallIsNeitherSuccessNorFailure() {
        for (int i = 0; i < 10; i++) {
            pending().dispose();
        }

        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aCallThatComesBackEmptyIsASuccess() {
        openHalf();
        for (int probe = 0; probe < 2; probe++) {
            StepVerifier.create(guard.guard(Mono.empty())).expectComplete().verify(LONG);
        }

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void howLongACallTookIsTold() {
        for (int call = 0; call < 4; call++) {
            StepVerifier.create(guard.guard(value().doOnNext(value -> clock.advance(Duration.ofSeconds(3)))))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(LONG);
        }

        assertThat(breaker.getMetrics().getNumberOfSlowCalls()).isEqualTo(4);
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void onlyProbesPassWhileHalfOpen() {
        openHalf();
        pending();
        assertThat(guard.isOpen()).isFalse();
        pending();

        expectRefusal();
    }

    @Test
    void cancelledProbesAreGivenBack() {
        openHalf();
        for (int i = 0; i < 10; i++) {
            pending().dispose();
        }
        succeed();
        succeed();

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aProbeIsNotGivenBackOnceItHasAnswered() {
        openHalf();
        guard.guard(value()).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(String value) {
                cancel();
            }
        });
        pending();

        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
        expectRefusal();
    }

    @Test
    void aFailureFromBeforeTheBreakerOpenedIsNoProbe() {
        Sinks.One<String> first = Sinks.one();
        Sinks.One<String> second = Sinks.one();
        pending(first);
        pending(second);
        openHalf();
        first.tryEmitError(new IllegalStateException("late")).orThrow();
        second.tryEmitError(new IllegalStateException("late")).orThrow();

        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void aSuccessFromBeforeTheBreakerOpenedIsNoProbe() {
        Sinks.One<String> late = Sinks.one();
        pending(late);
        openHalf();
        late.tryEmitValue("late").orThrow();

        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void aCallFromBeforeTheBreakerOpenedGivesNoProbeBack() {
        Disposable begunBefore = pending();
        openHalf();
        begunBefore.dispose();
        pending();
        pending();

        expectRefusal();
    }

    @Test
    void aProbeOfAnEarlierHalfOpenStateIsNoneOfTheNext() {
        openHalf();
        Disposable probe = pending();
        breaker.transitionToOpenState();
        clock.advance(WAIT.plusMillis(1));
        Disposable inNext = pending();
        probe.dispose();
        pending();

        expectRefusal();
        inNext.dispose();
        pending();
        expectRefusal();
    }

    @Test
    void failedProbesOpenTheBreakerAgain() {
        openHalf();
        fail();
        fail();

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void nullIsRefusedAtOnce() {
        assertThatNullPointerException().isThrownBy(() -> CircuitBreakerGuard.of(null));
        assertThatNullPointerException().isThrownBy(() -> guard.guard(null));
    }

    private void openHalf() {
        for (int call = 0; call < 4; call++) {
            fail();
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        clock.advance(WAIT.plusMillis(1));
        pending().dispose();
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    }

    private Disposable pending() {
        return pending(Sinks.one());
    }

    private Disposable pending(Sinks.One<String> answer) {
        int before = calls.get();
        Disposable pending = guard.guard(counted(answer.asMono())).subscribe(value -> {}, failure -> {});
        assertThat(calls).as("let in").hasValue(before + 1);
        return pending;
    }

    private void succeed() {
        StepVerifier.create(guard.guard(value()))
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
    }

    private void fail() {
        StepVerifier.create(guard.guard(counted(Mono.error(new IllegalStateException("down")))))
                .expectErrorMessage("down")
                .verify(LONG);
    }

    private void expectRefusal() {
        StepVerifier.create(guard.guard(value()))
                .expectError(RemoteSuspendedException.class)
                .verify(LONG);
    }

    private Mono<String> value() {
        return counted(Mono.just("value"));
    }

    private <T> Mono<T> counted(Mono<T> call) {
        return call.doOnSubscribe(subscribed -> calls.incrementAndGet());
    }
}
