package io.reactivecache.spi.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.fixture.Heard;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

final class DeadlinesTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger timers = new AtomicInteger();
    private final Deadlines deadlines = new Deadlines(LIMIT, new Counting());

    /** Counts the timers that were set. */
    private final class Counting implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            return time.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            timers.incrementAndGet();
            return time.schedule(task, delay, unit);
        }

        @Override
        public long now(TimeUnit unit) {
            return time.now(unit);
        }

        @Override
        public Worker createWorker() {
            return time.createWorker();
        }
    }

    @AfterEach
    void end() {
        time.dispose();
    }

    @Test
    void whatDoesNotEndErrorsWhenItsTimeIsOverAndIsCancelled() {
        TestPublisher<String> source = TestPublisher.create();
        Heard<String> answer = Heard.of(deadlines.limit(source.mono()));
        time.advanceTimeBy(LIMIT.minus(MILLI));
        assertThat(answer.isNothing()).isTrue();
        time.advanceTimeBy(MILLI);

        assertThat(answer.error()).isInstanceOf(TimeoutException.class).hasMessageContaining("PT10S");
        source.assertCancelled();
    }

    @Test
    void whatIsTooLateErrorsAsItIsTold() {
        Deadlines own = new Deadlines(LIMIT, time, () -> new IllegalStateException("late"));
        Heard<String> answer = Heard.of(own.limit(Mono.never()));
        time.advanceTimeBy(LIMIT);

        assertThat(answer.error()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatEndsInTimeIsPassedOn() {
        assertThat(Heard.of(deadlines.limit(Mono.just("value"))).values()).containsExactly("value");
        assertThat(Heard.of(deadlines.limit(Mono.empty())).isEmpty()).isTrue();
        assertThat(Heard.of(deadlines.limit(Mono.error(new IllegalStateException("no"))))
                        .error())
                .hasMessage("no");
    }

    @Test
    void eachHasTheWholeTime() {
        Heard<?> first = hanging();
        time.advanceTimeBy(SECOND);
        Heard<?> second = hanging();
        time.advanceTimeBy(LIMIT.minus(SECOND));
        assertThat(first.error()).isInstanceOf(TimeoutException.class);
        time.advanceTimeBy(SECOND.minus(MILLI));
        assertThat(second.isNothing()).isTrue();
        time.advanceTimeBy(MILLI);

        assertThat(second.error()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatEndsLeavesTheOthersTheirTime() {
        Sinks.One<String> ends = Sinks.one();
        Heard<String> answered = Heard.of(deadlines.limit(ends.asMono()));
        time.advanceTimeBy(SECOND);
        Heard<?> late = hanging();
        ends.tryEmitValue("value");
        time.advanceTimeBy(LIMIT);

        assertThat(answered.values()).containsExactly("value");
        assertThat(late.error()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aThousandThatEndAtOnceShareOneTimerAndLeaveNothing() {
        Heard.of(deadlines.limit(Mono.just("first")));
        time.advanceTimeBy(SECOND);
        IntStream.range(0, 1_000).forEach(i -> Heard.of(deadlines.limit(Mono.just(i))));
        time.advanceTimeBy(LIMIT);
        assertThat(timers).hasValue(1);
        Heard.of(deadlines.limit(Mono.just("another")));

        assertThat(timers).hasValue(2);
    }

    @Test
    void aSubscriberThatThrowsKeepsNobodyFromBeingTold() {
        HandTimer timer = new HandTimer();
        Deadlines byHand = new Deadlines(LIMIT, timer);
        byHand.limit(Mono.never()).subscribe(new Throwing());
        Heard<?> other = Heard.of(byHand.limit(Mono.never()));
        timer.now = LIMIT.toNanos();

        assertThatThrownBy(timer::fire).hasMessage("thrown");
        timer.fire();
        assertThat(other.error()).isInstanceOf(TimeoutException.class);
    }

    /** It breaks the rules of Reactive Streams. */
    private static final class Throwing implements CoreSubscriber<Object> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object value) {}

        @Override
        public void onError(Throwable error) {
            throw new IllegalStateException("thrown");
        }

        @Override
        public void onComplete() {}
    }

    @Test
    void cancellingCancelsTheSourceAndEndsItsTime() {
        TestPublisher<String> source = TestPublisher.create();
        Heard<String> answer = Heard.of(deadlines.limit(source.mono()));
        answer.cancel();
        time.advanceTimeBy(LIMIT);

        source.assertCancelled();
        assertThat(answer.isNothing()).isTrue();
    }

    @Test
    void whatIsUnderWayEndsWhenItIsClosedAndSoDoesWhatComes() {
        Heard<?> before = hanging();
        deadlines.close(() -> new IllegalStateException("closed"));
        Heard<?> after = hanging();

        assertThat(before.error()).hasMessage("closed");
        assertThat(after.error()).hasMessage("closed");
    }

    @Test
    void aSchedulerThatRejectsTheTimerFailsTheOperationAndIsAskedAgain() {
        HandTimer timer = new HandTimer();
        timer.isRejecting = true;
        Deadlines byHand = new Deadlines(LIMIT, timer);
        Heard<?> rejected = Heard.of(byHand.limit(Mono.never()));
        timer.isRejecting = false;
        Heard<?> accepted = Heard.of(byHand.limit(Mono.never()));
        timer.now = LIMIT.toNanos();
        timer.fire();

        assertThat(rejected.error()).isInstanceOf(RejectedExecutionException.class);
        assertThat(accepted.error()).isInstanceOf(TimeoutException.class);
    }

    /** A scheduler whose one timer goes off when the test says so. */
    private static final class HandTimer implements Scheduler {

        private Runnable set = () -> {};
        private long now;
        private boolean isRejecting;

        void fire() {
            Runnable task = set;
            set = () -> {};
            task.run();
        }

        @Override
        public Disposable schedule(Runnable task) {
            throw new UnsupportedOperationException("schedule: without a time");
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            if (isRejecting) {
                throw new RejectedExecutionException();
            }
            set = task;
            return Disposables.disposed();
        }

        @Override
        public long now(TimeUnit unit) {
            return unit.convert(now, TimeUnit.NANOSECONDS);
        }

        @Override
        public Worker createWorker() {
            throw new UnsupportedOperationException("worker: none");
        }
    }

    private Heard<?> hanging() {
        return Heard.of(deadlines.limit(Mono.never()));
    }
}
