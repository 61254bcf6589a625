package io.reactivecache.internal.write;

import io.reactivecache.WriteConflictException;
import io.reactivecache.WriteOptions;
import io.reactivecache.Written;
import io.reactivecache.internal.run.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * The writes of this node that depend on the value there is. Each takes its turn; who has it takes those of the same key along
 * that wait behind him, so that many of them cost one write. Who was taken along is answered without a turn of his own.
 */
public final class Computes<K, V> {

    /** How many are tried together at most. */
    static final int MAX_TOGETHER = 1_000;

    /** How often one is tried at most. */
    static final int MAX_ATTEMPTS = 100;

    private static final long LONGEST_PAUSE_MICROS = 50_000;

    private final Turns turns;
    private final Steps steps;
    private final Attempt<K, V> attempt;
    private final Scheduler scheduler;
    private final Map<String, Set<Computing<V>>> waiting = new ConcurrentHashMap<>();

    public Computes(Turns turns, Steps steps, Attempt<K, V> attempt, Scheduler scheduler) {
        this.turns = turns;
        this.steps = steps;
        this.attempt = attempt;
        this.scheduler = scheduler;
    }

    /** Writes what becomes of the value of a key. */
    public Mono<Written<V>> compute(K key, String encoded, Rule<V> rule, WriteOptions options, Duration timeout) {
        return Mono.deferContextual(context -> {
            Computing<V> mine =
                    new Computing<>(rule, options, turns.holding(encoded).apply(Context.of(context)));
            join(encoded, mine);
            Mono<Written<V>> inTurn = turns.take(encoded, timeout, turn -> steps.run(turn(key, encoded, turn, mine)))
                    .onErrorResume(failure -> leave(encoded, mine) ? Mono.error(failure) : mine.answer());
            return Mono.firstWithSignal(mine.answer(), inTurn).doOnCancel(() -> leave(encoded, mine));
        });
    }

    private Mono<Written<V>> turn(K key, String encoded, Turn turn, Computing<V> mine) {
        return Mono.defer(() -> turn.hold() ? tried(key, encoded, mine) : Mono.<Void>empty())
                .doOnTerminate(turn::end)
                .then(mine.answer());
    }

    private Mono<Void> tried(K key, String encoded, Computing<V> mine) {
        List<Computing<V>> together = together(encoded, mine);
        if (together.isEmpty()) {
            return Mono.empty();
        }
        Computings<V> all = new Computings<>(together);
        return tried(key, all, mine.options(), 1).onErrorResume(failure -> Mono.fromRunnable(() -> all.fail(failure)));
    }

    private Mono<Void> tried(K key, Computings<V> all, WriteOptions options, int number) {
        return attempt.attempt(key, all, options)
                .onErrorResume(
                        ConflictException.class,
                        overtaken -> number < MAX_ATTEMPTS
                                ? Mono.delay(pause(number), scheduler).then(tried(key, all, options, number + 1))
                                : Mono.error(new WriteConflictException(number)));
    }

    /** At random, so that those who met do not meet again. */
    static Duration pause(int number) {
        long longest = Math.min(LONGEST_PAUSE_MICROS, 500L << Math.min(number, 20));
        return Duration.ofNanos(1_000 * ThreadLocalRandom.current().nextLong(1, longest));
    }

    private void join(String encoded, Computing<V> mine) {
        waiting.compute(encoded, (key, some) -> {
            Set<Computing<V>> all = some == null ? new LinkedHashSet<>() : some;
            all.add(mine);
            return all;
        });
    }

    @SuppressWarnings("NullAway") // an empty set takes the key out of the map
    private boolean leave(String encoded, Computing<V> mine) {
        waiting.computeIfPresent(encoded, (key, some) -> some.remove(mine) && some.isEmpty() ? null : some);
        return mine.leave();
    }

    /** Those that wait with the same options, its own among them unless it was answered before. */
    @SuppressWarnings("NullAway") // an empty set takes the key out of the map
    private List<Computing<V>> together(String encoded, Computing<V> mine) {
        List<Computing<V>> taken = new ArrayList<>();
        waiting.computeIfPresent(encoded, (key, some) -> {
            some.stream()
                    .filter(each -> each.options().equals(mine.options()))
                    .limit(MAX_TOGETHER)
                    .forEach(taken::add);
            taken.forEach(some::remove);
            return some.isEmpty() ? null : some;
        });
        taken.removeIf(each -> !each.take());
        return taken;
    }
}
