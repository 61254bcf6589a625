package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Timing;
import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CacheTimer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

final class MeasuresTest {

    private static final Duration TOOK = Duration.ofMillis(5);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Measures measures = new Measures("orders", CacheObserver.NONE, time);
    private final Sinks.One<String> step = Sinks.one();
    private final Mono<String> timed = measures.timed(CacheTimer.LOAD, step.asMono());

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void nothingIsMeasuredBeforeSomebodySubscribes() {
        time.advanceTimeBy(TOOK);

        assertThat(loads()).isEqualTo(Timing.NONE);
    }

    @Test
    void aStepEndsWithItsValue() {
        StepVerifier.create(timed)
                .then(() -> time.advanceTimeBy(TOOK))
                .then(() -> step.tryEmitValue("loaded"))
                .expectNext("loaded")
                .verifyComplete();

        measuredOnce();
    }

    @Test
    void aStepEndsEmpty() {
        StepVerifier.create(timed)
                .then(() -> time.advanceTimeBy(TOOK))
                .then(step::tryEmitEmpty)
                .verifyComplete();

        measuredOnce();
    }

    @Test
    void aStepFails() {
        StepVerifier.create(timed)
                .then(() -> time.advanceTimeBy(TOOK))
                .then(() -> step.tryEmitError(new TimeoutException()))
                .verifyError(TimeoutException.class);

        measuredOnce();
    }

    @Test
    void aStepIsCancelled() {
        StepVerifier.create(timed)
                .then(() -> time.advanceTimeBy(TOOK))
                .thenCancel()
                .verify();

        measuredOnce();
        assertThat(step.currentSubscriberCount()).isZero();
    }

    @Test
    void cancellingAfterTheEndMeasuresNothingMore() {
        TestPublisher<String> late = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        StepVerifier.create(measures.timed(CacheTimer.LOAD, late.mono()), 1)
                .then(() -> time.advanceTimeBy(TOOK))
                .then(() -> late.error(new CancellationException()))
                .verifyError();
        time.advanceTimeBy(TOOK);
        late.complete();

        measuredOnce();
    }

    @Test
    void eachKindOfStepIsMeasuredByItself() {
        measures.timed(CacheTimer.APPEND, Mono.just("position")).block();

        assertThat(measures.timing(CacheTimer.APPEND).count()).isEqualTo(1);
        assertThat(loads().count()).isZero();
    }

    @Test
    void theStepSeesTheContextOfWhoWaits() {
        Mono<String> seen = Mono.deferContextual(context -> Mono.just(context.get("who")));

        StepVerifier.create(measures.timed(CacheTimer.LOAD, seen).contextWrite(context -> context.put("who", "me")))
                .expectNext("me")
                .verifyComplete();
    }

    private void measuredOnce() {
        assertThat(loads().count()).isEqualTo(1);
        assertThat(loads().total()).isEqualTo(TOOK);
        assertThat(loads().p99()).isBetween(TOOK, TOOK.plus(TOOK.dividedBy(8)));
    }

    private Timing loads() {
        return measures.timing(CacheTimer.LOAD);
    }
}
