package io.reactivecache.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

final class OutcomeTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<@Nullable Object> ended = new ArrayList<>();
    private final Outcome<String> outcome = new Outcome<>(Context.empty(), (value, failure) -> ended.add(value));
    private final TestPublisher<String> work = TestPublisher.create();

    @Test
    void manyWaitersShareOneSubscription() {
        AtomicInteger subscriptions = new AtomicInteger();
        List<String> heard = new ArrayList<>();
        work.mono().doOnSubscribe(any -> subscriptions.incrementAndGet()).subscribe(outcome);

        for (int i = 0; i < 10; i++) {
            outcome.await().subscribe(heard::add);
        }
        work.emit("value");

        assertThat(heard).hasSize(10).containsOnly("value");
        assertThat(subscriptions).hasValue(1);
    }

    @Test
    void whoComesLateHearsTheSame() {
        Mono.just("value").subscribe(outcome);

        StepVerifier.create(outcome.await())
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(outcome.await())
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void cancellingSomeOrAllWaitersHarmsNeitherTheOthersNorTheWork() {
        work.mono().subscribe(outcome);
        List<String> heard = new ArrayList<>();
        Disposable first = outcome.await().subscribe(heard::add);
        outcome.await().subscribe(heard::add);
        first.dispose();
        Disposable last = outcome.await().subscribe(heard::add);
        last.dispose();

        work.assertWasNotCancelled();
        work.emit("value");
        assertThat(heard).containsExactly("value");
        assertThat(ended).containsExactly("value");
    }

    @Test
    void runsToItsEndThoughNobodyWaits() {
        Mono.just("value").subscribe(outcome);

        assertThat(ended).containsExactly("value");
    }

    @Test
    void passesAnErrorToEveryWaiter() {
        IllegalStateException failure = new IllegalStateException("failed");
        Mono.<String>error(failure).subscribe(outcome);

        StepVerifier.create(outcome.await())
                .expectErrorMatches(error -> error == failure)
                .verify(LONG);
        StepVerifier.create(outcome.await())
                .expectErrorMatches(error -> error == failure)
                .verify(LONG);
        assertThat(ended).containsExactly((Object) null);
    }

    @Test
    void passesOnThatThereIsNothing() {
        Mono.<String>empty().subscribe(outcome);

        StepVerifier.create(outcome.await()).expectComplete().verify(LONG);
        assertThat(ended).containsExactly((Object) null);
    }

    @Test
    void tellsTheEndBeforeAnyWaiterIsTold() {
        List<String> order = new ArrayList<>();
        Outcome<String> ordered = new Outcome<>(Context.empty(), (value, failure) -> order.add("ended"));
        ordered.await().subscribe(value -> order.add("waiter"));
        Mono.just("value").subscribe(ordered);

        assertThat(order).containsExactly("ended", "waiter");
    }

    @Test
    void theWorkSeesTheGivenContextAndNoWaiters() {
        Outcome<String> seeing = new Outcome<>(Context.of("tenant", "a"), (value, failure) -> {});
        Mono.deferContextual(context -> Mono.just(context.get("tenant") + "" + context.size()))
                .subscribe(seeing);

        StepVerifier.create(seeing.await().contextWrite(Context.of("tenant", "b", "user", "c")))
                .expectNext("a1")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void cancellingTheWorkIsAnEmptyEndForAllWaitersNowAndLater() {
        work.mono().subscribe(outcome);
        List<String> heard = new ArrayList<>();
        outcome.await().subscribe(heard::add, null, () -> heard.add("empty"));
        outcome.cancel();

        work.assertWasCancelled();
        assertThat(heard).containsExactly("empty");
        assertThat(ended).containsExactly((Object) null);
        StepVerifier.create(outcome.await()).expectComplete().verify(LONG);
    }

    @Test
    void cancellingTheWorkAfterItsEndChangesNothing() {
        work.mono().subscribe(outcome);
        work.emit("value");
        outcome.cancel();

        assertThat(ended).containsExactly("value");
        StepVerifier.create(outcome.await())
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void workThatWasCancelledBeforeItBeganDoesNotBegin() {
        outcome.cancel();
        work.mono().subscribe(outcome);

        work.assertWasCancelled();
        assertThat(ended).hasSize(1);
    }

    @Test
    void ifTheEndCannotBeToldTheWaitersHearWhy() {
        Outcome<String> broken = new Outcome<>(Context.empty(), (value, failure) -> {
            throw new IllegalStateException("landing");
        });
        Outcome<String> cancelled = new Outcome<>(Context.empty(), (value, failure) -> {
            throw new IllegalStateException("landing");
        });
        Mono.just("value").subscribe(broken);
        cancelled.cancel();

        StepVerifier.create(broken.await()).expectErrorMessage("landing").verify(LONG);
        StepVerifier.create(cancelled.await()).expectErrorMessage("landing").verify(LONG);
    }

    @Test
    void anErrorAfterTheEndChangesNothing() {
        List<Throwable> dropped = new ArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            outcome.onNext("value");
            outcome.onComplete();
            outcome.onError(new IllegalStateException("late"));
            outcome.onComplete();
        } finally {
            Hooks.resetOnErrorDropped();
        }

        assertThat(dropped).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(ended).containsExactly("value");
        StepVerifier.create(outcome.await())
                .expectNext("value")
                .expectComplete()
                .verify(LONG);
    }
}
