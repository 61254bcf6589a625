package io.reactivecache.operator;

import static io.reactivecache.operator.CacheOperators.staleIfError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.Heard;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

final class StaleIfErrorTest {

    private static final Duration MAX_STALE = Duration.ofMinutes(10);
    private static final Duration THROTTLE = Duration.ofSeconds(5);
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final IllegalStateException DOWN = new IllegalStateException("down");

    private final HandClock clock = new HandClock();
    private final AtomicInteger tries = new AtomicInteger();
    private Mono<String> now = Mono.error(DOWN);
    private final Mono<String> source = Mono.defer(() -> {
        tries.incrementAndGet();
        return now;
    });
    private final StaleIfError<String> stale = builder().build();
    private final Mono<String> guarded = source.transform(stale);

    private StaleIfErrorBuilder<String> builder() {
        return StaleIfError.<String>builder(MAX_STALE).throttle(THROTTLE).clock(clock);
    }

    private void answers(String value) {
        now = Mono.just(value);
        StepVerifier.create(guarded).expectNext(value).verifyComplete();
    }

    private void fails() {
        now = Mono.error(DOWN);
    }

    @Test
    void aSourceThatAnswersIsPassedOn() {
        answers("one");
        answers("two");

        assertThat(tries).hasValue(2);
    }

    @Test
    void nothingHappensBeforeSomebodySubscribes() {
        source.transform(stale);

        assertThat(tries).hasValue(0);
    }

    @Test
    void theLastValueStandsInForAFailure() {
        answers("one");
        answers("two");
        fails();

        StepVerifier.create(guarded).expectNext("two").verifyComplete();
    }

    @Test
    void withoutAValueTheErrorIsPassedOnAsItIs() {
        StepVerifier.create(guarded).expectErrorMatches(error -> error == DOWN).verify();
    }

    @Test
    void withoutAValueNobodyPauses() {
        StepVerifier.create(guarded).verifyError();
        StepVerifier.create(guarded).verifyError();

        assertThat(tries).hasValue(2);
    }

    @Test
    void aValueStandsInForLessThanMaxStaleSinceItWasObtained() {
        TestPublisher<String> slow = TestPublisher.create();
        now = slow.mono();
        Heard<String> first = Heard.of(guarded);
        clock.advance(Duration.ofHours(1));
        slow.emit("value");
        fails();
        clock.advance(MAX_STALE.minus(MILLI));

        assertThat(first.values()).containsExactly("value");
        StepVerifier.create(guarded).expectNext("value").verifyComplete();
        clock.advance(MILLI);
        StepVerifier.create(guarded).expectErrorMatches(error -> error == DOWN).verify();
    }

    @Test
    void aValueThatOutlivesMaxStaleWhileTheSourceIsTriedDoesNotStandIn() {
        answers("value");
        TestPublisher<String> slow = TestPublisher.create();
        now = slow.mono();
        Heard<String> heard = Heard.of(guarded);
        clock.advance(MAX_STALE);
        slow.error(DOWN);

        assertThat(heard.error()).isSameAs(DOWN);
    }

    @Test
    void afterAFailureTheSourceIsNotTriedUntilTheThrottleIsOver() {
        answers("value");
        fails();
        StepVerifier.create(guarded).expectNext("value").verifyComplete();
        clock.advance(THROTTLE.minus(MILLI));
        StepVerifier.create(guarded).expectNext("value").verifyComplete();
        assertThat(tries).hasValue(2);

        clock.advance(MILLI);
        StepVerifier.create(guarded).expectNext("value").verifyComplete();
        assertThat(tries).hasValue(3);
    }

    @Test
    void aValueThatMayStandInNoMoreEndsThePause() {
        StaleIfError<String> patient = builder().throttle(Duration.ofDays(1)).build();
        now = Mono.just("value");
        StepVerifier.create(source.transform(patient)).expectNext("value").verifyComplete();
        fails();
        StepVerifier.create(source.transform(patient)).expectNext("value").verifyComplete();
        clock.advance(MAX_STALE);

        StepVerifier.create(source.transform(patient))
                .expectErrorMatches(error -> error == DOWN)
                .verify();
        assertThat(tries).hasValue(3);
    }

    @Test
    void aThrottleOfZeroLetsEverySubscriberTry() {
        StaleIfError<String> eager = builder().throttle(Duration.ZERO).build();
        now = Mono.just("value");
        StepVerifier.create(source.transform(eager)).expectNext("value").verifyComplete();
        fails();
        StepVerifier.create(source.transform(eager)).expectNext("value").verifyComplete();
        StepVerifier.create(source.transform(eager)).expectNext("value").verifyComplete();

        assertThat(tries).hasValue(3);
    }

    @Test
    void aSourceThatIsEmptyIsForgotten() {
        answers("value");
        now = Mono.empty();
        StepVerifier.create(guarded).verifyComplete();
        fails();

        StepVerifier.create(guarded).expectErrorMatches(error -> error == DOWN).verify();
    }

    @Test
    void aCancelReachesTheSourceAndIsNoFailure() {
        answers("value");
        TestPublisher<String> slow = TestPublisher.create();
        now = slow.mono();
        Heard.of(guarded).cancel();
        slow.assertCancelled();

        answers("next");
        assertThat(tries).hasValue(3);
    }

    @Test
    void errorsThatAreNoFailuresArePassedOnAndNobodyPauses() {
        StaleIfError<String> picky = builder()
                .failures(error -> error instanceof IllegalStateException)
                .build();
        IOException refused = new IOException("refused");
        now = Mono.just("value");
        StepVerifier.create(source.transform(picky)).expectNext("value").verifyComplete();
        now = Mono.error(refused);
        StepVerifier.create(source.transform(picky))
                .expectErrorMatches(error -> error == refused)
                .verify();
        fails();

        StepVerifier.create(source.transform(picky)).expectNext("value").verifyComplete();
        assertThat(tries).hasValue(3);
    }

    @Test
    void theSourceSeesTheContextOfItsOwnSubscriber() {
        now = Mono.deferContextual(context -> Mono.just(context.<String>get("user")));

        StepVerifier.create(guarded.contextWrite(context -> context.put("user", "alice")))
                .expectNext("alice")
                .verifyComplete();
    }

    @Test
    void eachOperatorRemembersByItself() {
        answers("value");
        fails();

        StepVerifier.create(source.transform(staleIfError(MAX_STALE)))
                .expectErrorMatches(error -> error == DOWN)
                .verify();
    }

    @Test
    void withoutAClockTheTimeIsThatOfTheParallelScheduler() {
        StepVerifier.withVirtualTime(() -> {
                    Mono<String> read = source.transform(staleIfError(MAX_STALE));
                    now = Mono.just("value");
                    Mono<String> failing = Mono.fromRunnable(this::fails).then(read);
                    return read.concatWith(failing)
                            .concatWith(read.delaySubscription(MAX_STALE.minus(MILLI)))
                            .concatWith(read.delaySubscription(MILLI));
                })
                .expectSubscription()
                .expectNext("value", "value")
                .expectNoEvent(MAX_STALE.minus(MILLI))
                .expectNext("value")
                .thenAwait(MILLI)
                .expectErrorMatches(error -> error == DOWN)
                .verify();
    }

    @Test
    void everyWrongSettingIsNamed() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> StaleIfError.builder(Duration.ZERO)
                        .throttle(MILLI.negated())
                        .build())
                .withMessage("maxStale: PT0S (expected: >= PT0.001S); throttle: PT-0.001S (expected: >= 0)");
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> StaleIfError.builder(Duration.ofDays(36_501))
                        .throttle(Duration.ofDays(36_501))
                        .build())
                .withMessage(
                        "maxStale: PT876024H (expected: <= PT876000H); throttle: PT876024H (expected: <= PT876000H)");
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void argumentsAreCheckedBeforeAnybodySubscribes() {
        assertThatNullPointerException()
                .isThrownBy(() -> StaleIfError.builder(null))
                .withMessage("maxStale");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().throttle(null))
                .withMessage("throttle");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().failures(null))
                .withMessage("failures");
        assertThatNullPointerException().isThrownBy(() -> builder().clock(null)).withMessage("clock");
        assertThatNullPointerException().isThrownBy(() -> stale.apply(null)).withMessage("source");
    }
}
