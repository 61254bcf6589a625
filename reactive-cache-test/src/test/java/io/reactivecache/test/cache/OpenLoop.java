package io.reactivecache.test.cache;

import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reads at a fixed rate, whether earlier ones are answered or not, and keeps what became of them. Beside each tick runs a
 * plain timer of the same length as the callers' limit: how late those are is what this machine adds to any wait.
 */
final class OpenLoop {

    private static final Duration TICK = Duration.ofMillis(1);

    private final int perTick;
    private final Duration limit;
    private final LongAdder asked = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAccumulator longestWait = new LongAccumulator(Math::max, 0);
    private final LongAccumulator latestTimer = new LongAccumulator(Math::max, 0);
    private final LongAccumulator oldestAnswer = new LongAccumulator(Math::max, 0);
    private final Map<Freshness, LongAdder> answers = new EnumMap<>(Freshness.class);

    OpenLoop(int perSecond, Duration limit) {
        this.perTick = perSecond / 1_000;
        this.limit = limit;
        for (Freshness freshness : Freshness.values()) {
            answers.put(freshness, new LongAdder());
        }
    }

    /** Reads for a time; completes when the last read has ended. */
    Mono<Void> run(Duration time, Function<Long, Mono<Lookup<String>>> read) {
        return Mono.using(() -> Schedulers.newSingle("open-loop"), own -> run(time, read, own), Scheduler::dispose);
    }

    private Mono<Void> run(Duration time, Function<Long, Mono<Lookup<String>>> read, Scheduler own) {
        AtomicLong started = new AtomicLong();
        long began = System.nanoTime();
        return Flux.interval(TICK, own)
                .onBackpressureDrop()
                .takeUntil(tick -> System.nanoTime() - began >= time.toNanos())
                .concatMapIterable(tick -> due(began, started))
                .flatMap(
                        number -> Mono.when(asked(number, read), number % perTick == 0 ? timer() : Mono.empty()),
                        1 << 20)
                .then();
    }

    /** What a tick is late is asked for all the same. */
    private Iterable<Long> due(long began, AtomicLong started) {
        long all = (System.nanoTime() - began) / TICK.toNanos() * perTick;
        long first = started.getAndSet(all);
        return () -> LongStream.range(first, all).boxed().iterator();
    }

    private Mono<Void> asked(long number, Function<Long, Mono<Lookup<String>>> read) {
        return Mono.defer(() -> {
                    long start = System.nanoTime();
                    asked.increment();
                    return read.apply(number)
                            .doOnNext(this::answered)
                            .doOnError(failure -> failed.increment())
                            .onErrorComplete()
                            .doFinally(end -> longestWait.accumulate(System.nanoTime() - start));
                })
                .then();
    }

    private Mono<Void> timer() {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return Mono.delay(limit)
                    .doOnNext(end -> latestTimer.accumulate(System.nanoTime() - start - limit.toNanos()))
                    .then();
        });
    }

    private void answered(Lookup<String> found) {
        answers.get(found.freshness()).increment();
        oldestAnswer.accumulate(found.age().toNanos());
    }

    long asked() {
        return asked.sum();
    }

    long failed() {
        return failed.sum();
    }

    long answered(Freshness freshness) {
        return answers.get(freshness).sum();
    }

    Duration longestWait() {
        return Duration.ofNanos(longestWait.get());
    }

    /** How late a timer of this machine was at worst. */
    Duration latestTimer() {
        return Duration.ofNanos(latestTimer.get());
    }

    Duration oldestAnswer() {
        return Duration.ofNanos(oldestAnswer.get());
    }

    @Override
    public String toString() {
        return "asked " + asked() + ", failed " + failed() + ", longest wait "
                + longestWait().toMillis()
                + " ms, latest timer " + latestTimer().toMillis() + " ms, oldest answer "
                + oldestAnswer().toMillis()
                + " ms, answers " + answers;
    }
}
