package io.reactivecache.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.TurnTimeoutException;
import io.reactivecache.UnsupportedWriteException;
import io.reactivecache.fixture.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

final class TurnsTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Turns turns = new Turns(3, time);
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void operationsOfAKeyRunOneAfterTheOtherInTheOrderInWhichTheyCame() {
        Sinks.Empty<Void> first = Sinks.empty();
        Sinks.Empty<Void> second = Sinks.empty();
        take("key", "a", first);
        take("key", "b", second);
        take("key", "c", second);
        take("other", "d", second);
        assertThat(done).containsExactly("a begins", "d begins");
        end(first);
        assertThat(done).containsExactly("a begins", "d begins", "b begins");
        assertThat(turns.held()).isEqualTo(2);
        assertThat(turns.waiting()).isEqualTo(1);
        end(second);

        assertThat(done).endsWith("b begins", "c begins");
        assertThat(turns.held()).isZero();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void whoseTurnDoesNotComeInTimeHearsOfTheLimitAndLeavesTheLine() {
        Sinks.Empty<Void> first = Sinks.empty();
        take("key", "a", first);
        Heard<String> late = Heard.of(taken("key", "late", Sinks.empty()));
        time.advanceTimeBy(LIMIT.minusMillis(1));
        assertThat(late.error()).isNull();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(late.error()).isInstanceOf(TurnTimeoutException.class);
        take("key", "b", Sinks.empty());
        end(first);

        assertThat(done).containsExactly("a begins", "b begins");
    }

    @Test
    void timeoutsOfDifferentLengthEachComeInTime() {
        take("key", "a", Sinks.empty());
        Heard<String> longer = Heard.of(turns.take("key", LIMIT, turn -> run(turn, "b", Mono.never())));
        Heard<String> shorter =
                Heard.of(turns.take("key", Duration.ofSeconds(1), turn -> run(turn, "c", Mono.never())));
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(shorter.error()).isNotNull();
        assertThat(longer.error()).isNull();
        time.advanceTimeBy(Duration.ofSeconds(4));

        assertThat(longer.error()).isNotNull();
    }

    @Test
    void whoCancelsWhileHeWaitsLeavesNoHole() {
        Sinks.Empty<Void> first = Sinks.empty();
        take("key", "a", first);
        Disposable leaving = taken("key", "leaving", Sinks.empty()).subscribe();
        take("key", "b", Sinks.empty());
        leaving.dispose();
        assertThat(turns.waiting()).isEqualTo(1);
        end(first);

        assertThat(done).containsExactly("a begins", "b begins");
    }

    @Test
    void whoCancelsBetweenHisTurnAndItsBeginningPassesItOn() throws Exception {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        CountDownLatch held = new CountDownLatch(1);
        thread.submit(() -> {
            held.await();
            return done;
        });
        Turns slow = new Turns(3, Schedulers.fromExecutorService(thread));
        Sinks.Empty<Void> first = Sinks.empty();
        slow.take("key", LONG, turn -> run(turn, "a", first.asMono())).subscribe();
        Disposable leaving = slow.take("key", LONG, turn -> run(turn, "leaving", Mono.never()))
                .subscribe();
        CountDownLatch begun = new CountDownLatch(1);
        slow.take("key", LONG, turn -> run(turn, "b", Mono.fromRunnable(begun::countDown)))
                .subscribe();
        first.tryEmitEmpty().orThrow();
        leaving.dispose();
        held.countDown();

        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        thread.shutdownNow();
        assertThat(done).containsExactly("a begins", "b begins");
    }

    @Test
    void aSchedulerThatSetsNoTimerMakesTheWriteFailAndLeavesNoHole() {
        Turns untimed = new Turns(3, Schedulers.fromExecutor(Runnable::run));
        Sinks.Empty<Void> first = Sinks.empty();
        untimed.take("key", LIMIT, turn -> run(turn, "a", first.asMono())).subscribe();
        Heard<String> refused = Heard.of(untimed.take("key", LIMIT, turn -> run(turn, "b", Mono.never())));
        first.tryEmitEmpty().orThrow();

        assertThat(refused.error()).isNotNull();
        assertThat(untimed.held()).isZero();
    }

    @Test
    void anOperationThatIsRefusedBeforeItBeginsPassesTheTurnOn() {
        Sinks.Empty<Void> first = Sinks.empty();
        take("key", "a", first);
        Heard<String> refused = Heard.of(turns.take("key", LIMIT, turn -> Mono.error(new IllegalStateException())));
        take("key", "b", Sinks.empty());
        end(first);

        assertThat(refused.error()).isNotNull();
        assertThat(done).containsExactly("a begins", "b begins");
    }

    @Test
    void noMoreThanTheLimitWait() {
        take("key", "a", Sinks.empty());
        take("other", "b", Sinks.empty());
        for (int i = 0; i < 3; i++) {
            take("key", "waits", Sinks.empty());
        }
        Heard<String> refused = Heard.of(taken("other", "too many", Sinks.empty()));

        assertThat(refused.error()).isInstanceOf(CacheOverloadedException.class);
        assertThat(turns.waiting()).isEqualTo(3);
    }

    @Test
    void aWriteInsideOfAWriteOfTheSameKeyIsToldSoAndDoesNotWaitForItself() {
        Heard<String> nested = Heard.of(turns.take(
                "key",
                LIMIT,
                turn -> run(turn, "outer", Mono.empty())
                        .then(turns.take(
                                "other",
                                LIMIT,
                                inner -> run(inner, "inner", Mono.empty())
                                        .then(turns.take("key", LIMIT, again -> run(again, "again", Mono.empty())))))));

        assertThat(nested.error()).isInstanceOf(UnsupportedWriteException.class);
        assertThat(done).containsExactly("outer begins", "inner begins");
    }

    @Test
    void closingRefusesThoseWhoWaitAndWhoeverComes() {
        Sinks.Empty<Void> first = Sinks.empty();
        take("key", "a", first);
        Heard<String> waiting = Heard.of(taken("key", "b", Sinks.empty()));
        turns.close(() -> new CacheClosedException("orders"));
        Heard<String> later = Heard.of(taken("key", "c", Sinks.empty()));
        end(first);

        assertThat(waiting.error()).isInstanceOf(CacheClosedException.class);
        assertThat(later.error()).isInstanceOf(CacheClosedException.class);
        assertThat(turns.held()).isZero();
    }

    @Test
    void manyThatComeAndLeaveAtOnceNeverOverlapAndLeaveNothing() {
        Turns contended = new Turns(100_000, Schedulers.parallel());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        Flux.range(0, 20_000)
                .flatMap(
                        i -> Mono.defer(() ->
                                        contended.take("k" + i % 3, LONG, turn -> entered(turn, inside, overlaps, i)))
                                .subscribeOn(Schedulers.parallel())
                                .takeUntilOther(
                                        i % 7 == 0 ? Mono.just(1).publishOn(Schedulers.parallel()) : Mono.never()),
                        500)
                .blockLast(LONG);
        Mono.defer(() -> contended.take("k0", LONG, turn -> entered(turn, inside, overlaps, 0)))
                .block(LONG);

        assertThat(overlaps).hasValue(0);
    }

    private static Mono<String> entered(Turn turn, AtomicInteger inside, AtomicInteger overlaps, int i) {
        int key = 1 << 8 * (i % 3);
        return Mono.defer(() -> {
            if (!turn.hold()) {
                return Mono.<String>empty();
            }
            if ((inside.getAndAdd(key) / key & 0xFF) != 0) {
                overlaps.incrementAndGet();
            }
            Mono<String> work = Mono.just("done");
            return (ThreadLocalRandom.current().nextBoolean() ? work : work.publishOn(Schedulers.parallel()))
                    .doFinally(signal -> {
                        inside.addAndGet(-key);
                        turn.end();
                    });
        });
    }

    private void take(String key, String name, Sinks.Empty<Void> end) {
        taken(key, name, end).subscribe();
    }

    private Mono<String> taken(String key, String name, Sinks.Empty<Void> end) {
        return turns.take(key, LIMIT, turn -> run(turn, name, end.asMono()));
    }

    private Mono<String> run(Turn turn, String name, Mono<Void> end) {
        return Mono.defer(() -> {
                    if (!turn.hold()) {
                        return Mono.<Void>empty();
                    }
                    done.add(name + " begins");
                    return end;
                })
                .doOnTerminate(turn::end)
                .thenReturn(name);
    }

    private void end(Sinks.Empty<Void> operation) {
        operation.tryEmitEmpty().orThrow();
        time.advanceTime();
    }
}
