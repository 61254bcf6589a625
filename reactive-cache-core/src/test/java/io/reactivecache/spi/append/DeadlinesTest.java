package io.reactivecache.spi.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.Heard;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
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
    void aThousandThatEndAtOnceShareOneTimer() {
        IntStream.range(0, 1_000).forEach(i -> Heard.of(deadlines.limit(Mono.just(i))));
        assertThat(timers).hasValue(1);
        time.advanceTimeBy(LIMIT);
        assertThat(timers).hasValue(1);
        Heard.of(deadlines.limit(Mono.just("another")));

        assertThat(timers).hasValue(2);
    }

    @Test
    void aSubscriberThatThrowsKeepsNobodyFromBeingTold() {
        deadlines.limit(Mono.never()).subscribe(new Throwing());
        Heard<?> other = hanging();
        time.advanceTimeBy(LIMIT.plus(MILLI));

        assertThat(other.error()).isInstanceOf(TimeoutException.class);
    }

    /** It breaks the rules of Reactive Streams. */
    private static final class Throwing extends BaseSubscriber<Object> {

        @Override
        protected void hookOnError(Throwable error) {
            throw new IllegalStateException("thrown");
        }
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
    void aSchedulerThatRejectsTheTimerFailsTheOperation() {
        AtomicInteger rejected = new AtomicInteger();
        Deadlines rejecting = new Deadlines(LIMIT, new Scheduler() {
            @Override
            public Disposable schedule(Runnable task) {
                throw new RejectedExecutionException();
            }

            @Override
            public @Nullable Disposable schedule(Runnable task, long delay, TimeUnit unit) {
                rejected.incrementAndGet();
                throw new RejectedExecutionException();
            }

            @Override
            public Worker createWorker() {
                throw new RejectedExecutionException();
            }
        });
        Heard<?> first = Heard.of(rejecting.limit(Mono.never()));
        Heard<?> second = Heard.of(rejecting.limit(Mono.never()));

        assertThat(first.error()).isInstanceOf(RejectedExecutionException.class);
        assertThat(second.error()).isInstanceOf(RejectedExecutionException.class);
        assertThat(rejected).hasValue(2);
    }

    private Heard<?> hanging() {
        return Heard.of(deadlines.limit(Mono.never()));
    }
}
