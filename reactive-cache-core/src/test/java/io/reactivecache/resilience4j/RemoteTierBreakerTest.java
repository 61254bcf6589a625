package io.reactivecache.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.InvalidKeyException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The breaker that is made of the settings for the remote tier. */
final class RemoteTierBreakerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final CircuitBreakerConfig config = CircuitBreakerGuard.remoteTier();
    private final CircuitBreaker breaker = CircuitBreaker.of("remote", config);
    private final CircuitBreakerGuard guard = CircuitBreakerGuard.of(breaker);

    @Test
    void settingsAreThoseItSays() {
        assertThat(config.getSlidingWindowType()).isEqualTo(SlidingWindowType.COUNT_BASED);
        assertThat(config.getSlidingWindowSize()).isEqualTo(50);
        assertThat(config.getMinimumNumberOfCalls()).isEqualTo(20);
        assertThat(config.getFailureRateThreshold()).isEqualTo(50);
        assertThat(config.getPermittedNumberOfCallsInHalfOpenState()).isEqualTo(5);
        assertThat(config.getWaitIntervalFunctionInOpenState().apply(1)).isEqualTo(500);
    }

    @Test
    void opensAfterHalfOfTheCallsFailedAndLetsProbesThroughWithoutBeingCalled() {
        Sinks.Empty<Void> halfOpen = Sinks.empty();
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition() == StateTransition.OPEN_TO_HALF_OPEN) {
                halfOpen.tryEmitEmpty();
            }
        });
        succeed(10);
        fail(9);
        assertThat(guard.isOpen()).isFalse();
        fail(1);
        assertThat(guard.isOpen()).isTrue();

        StepVerifier.create(halfOpen.asMono()).expectComplete().verify(LONG);
        assertThat(guard.isOpen()).isFalse();
        succeed(5);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void whatTheCacheRefusesByItselfIsNoFailureOfTheStore() {
        Stream.of(
                        new InvalidKeyException("null", "not null"),
                        new CacheOverloadedException("loads", 1),
                        new CacheClosedException("orders"))
                .forEach(refusal -> {
                    for (int call = 0; call < 50; call++) {
                        StepVerifier.create(guard.guard(Mono.error(refusal)))
                                .expectErrorSatisfies(error -> assertThat(error).isSameAs(refusal))
                                .verify(LONG);
                    }
                });

        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    /** On threads that must not block: BlockHound would say so. */
    @Test
    void manyThreadsCountTheirCallsWithoutWaitingForEachOther() {
        CircuitBreaker counting = CircuitBreaker.of(
                "counting",
                CircuitBreakerConfig.from(config).failureRateThreshold(100).build());
        CircuitBreakerGuard guarding = CircuitBreakerGuard.of(counting);
        SplittableRandom random = new SplittableRandom(7);

        Flux<Boolean> all = Flux.range(0, 8)
                .map(caller -> random.split())
                .flatMap(own -> Flux.range(0, 20_000)
                        .concatMap(call ->
                                guarding.guard(succeedOrFail(own)).onErrorReturn(IllegalStateException.class, false))
                        .subscribeOn(Schedulers.parallel()));

        StepVerifier.create(all.count()).expectNext(160_000L).expectComplete().verify(LONG);
        assertThat(counting.getMetrics().getNumberOfBufferedCalls()).isEqualTo(50);
    }

    private static Mono<Boolean> succeedOrFail(SplittableRandom random) {
        return random.nextBoolean() ? Mono.just(true) : Mono.error(new IllegalStateException("down"));
    }

    private void succeed(int calls) {
        for (int call = 0; call < calls; call++) {
            StepVerifier.create(guard.guard(Mono.just(true)))
                    .expectNext(true)
                    .expectComplete()
                    .verify(LONG);
        }
    }

    private void fail(int calls) {
        for (int call = 0; call < calls; call++) {
            StepVerifier.create(guard.guard(Mono.error(new IllegalStateException("down"))))
                    .expectErrorMessage("down")
                    .verify(LONG);
        }
    }
}
