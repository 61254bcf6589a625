package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.StepObservation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What an observer is told, and what becomes of a step whose observer fails. */
final class ObservedTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void everySubscriptionIsToldWithItsEndBeforeItsSubscriberHears() {
        Mono<String> step = observed(this::told, Mono.just("loaded")).doOnNext(value -> told.add("heard"));
        step.block();
        step.block();

        assertThat(told).containsExactly("orders APPEND", "succeeded", "heard", "orders APPEND", "succeeded", "heard");
    }

    @Test
    void anEmptyStepHasSucceeded() {
        observed(this::told, Mono.empty()).block();

        assertThat(told).containsExactly("orders APPEND", "succeeded");
    }

    @Test
    void ofAFailureTheTypeIsTold() {
        observed(this::told, Mono.error(new IllegalStateException("secret")))
                .onErrorComplete()
                .block();

        assertThat(told).containsExactly("orders APPEND", "failed IllegalStateException");
    }

    @Test
    void aStepNobodyWaitsForAnyMoreIsCancelled() {
        StepVerifier.create(observed(this::told, Mono.never())).thenCancel().verify();

        assertThat(told).containsExactly("orders APPEND", "cancelled");
    }

    @Test
    void theStepSeesTheContextTheObserverMadeOfItsCallers() {
        Mono<String> seen = Mono.deferContextual(context -> Mono.just(context.get("who") + " " + context.get("span")));

        StepVerifier.create(observed(this::told, seen).contextWrite(context -> context.put("who", "me")))
                .expectNext("me observed")
                .verifyComplete();
    }

    @Test
    void nobodyObservesAtNoCost() {
        Mono<String> step = Mono.just("loaded");

        assertThat(observed(CacheObserver.NONE, step)).isSameAs(step);
    }

    @Test
    void anObserverThatCannotBeginIsNoFailureOfTheStep() {
        CacheObserver broken = (cache, step, caller) -> {
            throw new IllegalStateException("observer");
        };

        StepVerifier.create(observed(broken, Mono.just("loaded")))
                .expectNext("loaded")
                .verifyComplete();
    }

    @Test
    void noMoreIsOneThatFailsLater() {
        CacheObserver broken = (cache, step, caller) -> new Broken();

        StepVerifier.create(observed(broken, Mono.just("loaded")))
                .expectNext("loaded")
                .verifyComplete();
        StepVerifier.create(observed(broken, Mono.error(new IllegalStateException("step"))))
                .verifyErrorMessage("step");
        StepVerifier.create(observed(broken, Mono.never())).thenCancel().verify();
    }

    private static <T> Mono<T> observed(CacheObserver observer, Mono<T> step) {
        return new Measures("orders", observer, Schedulers.parallel()).observed(CacheTimer.APPEND, step);
    }

    private StepObservation told(String cache, CacheTimer step, ContextView caller) {
        told.add(cache + " " + step);
        return new Telling();
    }

    private final class Telling implements StepObservation {

        @Override
        public Context within(Context caller) {
            return caller.put("span", "observed");
        }

        @Override
        public void succeeded() {
            told.add("succeeded");
        }

        @Override
        public void failed(Class<? extends Throwable> failure) {
            told.add("failed " + failure.getSimpleName());
        }

        @Override
        public void cancelled() {
            told.add("cancelled");
        }
    }

    private static final class Broken implements StepObservation {

        @Override
        public Context within(Context caller) {
            throw new IllegalStateException("within");
        }

        @Override
        public void succeeded() {
            throw new IllegalStateException("succeeded");
        }

        @Override
        public void failed(Class<? extends Throwable> failure) {
            throw new IllegalStateException("failed");
        }

        @Override
        public void cancelled() {
            throw new IllegalStateException("cancelled");
        }
    }
}
