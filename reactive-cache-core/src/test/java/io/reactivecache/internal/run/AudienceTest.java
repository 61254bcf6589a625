package io.reactivecache.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class AudienceTest {

    private static final int ROUNDS = 3_000;
    private static final int EACH = 6;

    private final Audience<String> audience = new Audience<>();
    private final List<String> told = new ArrayList<>();

    private Disposable wait(String who) {
        return audience.join(View.whole())
                .subscribe(
                        value -> told.add(who + ' ' + value),
                        failure -> told.add(who + " failed"),
                        () -> told.add(who + " done"));
    }

    @Test
    void everybodyIsToldInTheOrderInWhichTheyCameButForThoseWhoLeft() {
        wait("a");
        Disposable first = wait("b");
        wait("c");
        Disposable last = wait("d");
        first.dispose();
        last.dispose();
        wait("e");
        audience.tell("x", null);

        assertThat(told).containsExactly("a x", "a done", "c x", "c done", "e x", "e done");
    }

    @Test
    void whoComesLaterIsToldAtOnce() {
        audience.tell("x", null);
        wait("a");

        assertThat(told).containsExactly("a x", "a done");
    }

    @Test
    void anErrorAndNothingAreToldToo() {
        wait("a");
        audience.tell(null, new IllegalStateException("broken"));
        wait("b");
        assertThat(told).containsExactly("a failed", "b failed");

        Audience<String> nothing = new Audience<>();
        nothing.tell(null, null);
        StepVerifier.create(nothing.join(View.whole())).verifyComplete();
    }

    @Test
    void eachSeesTheOutcomeItsOwnWay() {
        Notes notes = new Notes();
        audience.join(notes).subscribe(told::add, failure -> told.add("failed"), () -> told.add("done"));
        wait("a");
        audience.tell("x", null);

        assertThat(told).containsExactly("seen x", "done", "a x", "a done");
        assertThat(notes.left).containsExactly(false);
    }

    @Test
    void whatIsToldInPlaceOfAFailureWaitsUntilItIsAskedFor() {
        Notes notes = new Notes();
        BaseSubscriber<String> slow = slow();
        audience.join(notes).subscribe(slow);
        audience.tell(null, new IllegalStateException("broken"));
        assertThat(told).isEmpty();
        assertThat(notes.left).isEmpty();
        slow.request(1);

        assertThat(told).containsExactly("slow instead of broken", "slow done");
        assertThat(notes.left).containsExactly(false);
    }

    @Test
    void whoCannotSeeItHearsWhyAndTheOthersAreToldAllTheSame() {
        Notes notes = new Notes();
        audience.join(notes).subscribe(told::add, failure -> told.add(failure.getMessage()));
        wait("a");
        audience.tell("unseen", null);

        assertThat(told).containsExactly("cannot be seen", "a unseen", "a done");
        assertThat(notes.left).containsExactly(false);
    }

    @Test
    void whoLeavesDoesSoOnce() {
        Notes notes = new Notes();
        Disposable leaving = audience.join(notes).subscribe(told::add);
        leaving.dispose();
        leaving.dispose();
        audience.tell("x", null);

        assertThat(told).isEmpty();
        assertThat(notes.left).containsExactly(true);
    }

    /** Notes when it is left. */
    private static final class Notes implements View<String, String> {

        private final List<Boolean> left = new ArrayList<>();

        @Override
        public String of(String value) {
            if (value.equals("unseen")) {
                throw new IllegalStateException("cannot be seen");
            }
            return "seen " + value;
        }

        @Override
        public String insteadOf(Throwable failure) {
            return "instead of " + failure.getMessage();
        }

        @Override
        public void left(boolean cancelled) {
            left.add(cancelled);
        }
    }

    @Test
    void aValueWaitsUntilItIsAskedFor() {
        BaseSubscriber<String> slow = slow();
        audience.join(View.whole()).subscribe(slow);
        audience.tell("x", null);
        assertThat(told).isEmpty();
        slow.request(1);

        assertThat(told).containsExactly("slow x", "slow done");
    }

    @Test
    void whoLeavesBeforeItAsksIsToldNothing() {
        BaseSubscriber<String> slow = slow();
        audience.join(View.whole()).subscribe(slow);
        audience.tell("x", null);
        slow.cancel();

        assertThat(told).isEmpty();
    }

    private BaseSubscriber<String> slow() {
        return new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}

            @Override
            protected void hookOnNext(String value) {
                told.add("slow " + value);
            }

            @Override
            protected void hookOnComplete() {
                told.add("slow done");
            }
        };
    }

    @Test
    void nothingIsKeptOfThoseWhoLeft() {
        List<Disposable> waiting = List.of(wait("a"), wait("b"), wait("c"));
        List.of(1, 0, 2).forEach(who -> waiting.get(who).dispose());

        assertThat(audience).extracting("first", "last").containsOnlyNulls();
    }

    @Test
    void whoLeavesAtOnceIsNotKept() {
        audience.join(View.whole()).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.cancel();
            }
        });

        assertThat(audience).extracting("first", "last").containsOnlyNulls();
    }

    @Test
    void nothingIsKeptOfThoseWhoWereTold() {
        wait("a");
        wait("b");
        audience.tell("x", null);

        assertThat(audience).extracting("first", "last").containsOnlyNulls();
    }

    @Test
    void whoComesWhileTheOutcomeComesIsTold() {
        audience.join(View.whole()).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                audience.tell("x", null);
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(String value) {
                told.add(value);
            }
        });

        assertThat(told).containsExactly("x");
    }

    @Test
    void oneWhoIsToldMayMakeAnotherLeave() {
        Disposable[] second = new Disposable[1];
        audience.join(View.whole()).subscribe(value -> second[0].dispose());
        second[0] = wait("b");
        wait("c");
        audience.tell("x", null);

        assertThat(told).containsExactly("c x", "c done");
    }

    @Test
    void oneWhoIsToldMayComeAgain() {
        audience.join(View.whole()).subscribe(value -> wait("again"));
        wait("b");
        audience.tell("x", null);

        assertThat(told).containsExactly("again x", "again done", "b x", "b done");
    }

    @Test
    void whoNeverLeavesIsToldOnceWhateverHappensMeanwhile() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            race();
        }
    }

    /** Some come and stay, some come and leave, and the outcome comes: all at once. */
    private static void race() throws Exception {
        Audience<String> audience = new Audience<>();
        AtomicInteger told = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(3);
        CountDownLatch ended = new CountDownLatch(3);
        List<Runnable> actors = List.of(
                () -> IntStream.range(0, EACH)
                        .forEach(i -> audience.join(View.whole()).subscribe(value -> told.incrementAndGet())),
                () -> IntStream.range(0, EACH).forEach(i -> left(audience)),
                () -> audience.tell("x", null));
        actors.forEach(actor -> Mono.fromRunnable(() -> act(start, actor))
                .subscribeOn(Schedulers.boundedElastic())
                .doFinally(end -> ended.countDown())
                .subscribe());
        ended.await();
        assertThat(told).hasValue(EACH);
    }

    private static void left(Audience<String> audience) {
        BaseSubscriber<String> leaving = new BaseSubscriber<>() {};
        audience.join(View.whole()).subscribe(leaving);
        leaving.cancel();
    }

    private static void act(CyclicBarrier start, Runnable actor) {
        try {
            start.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
        actor.run();
    }
}
