package io.reactivecache.test.writebehind;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Callers that write until they are refused: each key once, but that IMMEDIATE writes are of keys that have just been written and may
 * be pending.
 */
final class ClosingLoad {

    private final Map<Durability, CacheWrites<Integer, String>> writes;
    private final Map<Durability, Set<Integer>> answered = Stream.of(Durability.values())
            .collect(Collectors.toMap(Function.identity(), durability -> ConcurrentHashMap.newKeySet()));
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final Sinks.Empty<Void> enough = Sinks.empty();
    private final int wanted;
    private final List<Throwable> refusals = new CopyOnWriteArrayList<>();

    /**
     * Nobody has written yet.
     *
     * @param wanted how many answers are enough
     */
    ClosingLoad(ReactiveCache<Integer, String> cache, int wanted) {
        this.wanted = wanted;
        this.writes = Stream.of(Durability.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        durability -> cache.with(WriteOptions.none().durability(durability))));
    }

    /** Completes when all of them were refused. */
    Mono<Void> run(int callers, Scheduler on) {
        return Flux.range(0, callers)
                .map(caller -> Durability.values()[caller % Durability.values().length])
                .flatMap(
                        durability ->
                                write(durability).repeat().onErrorComplete().subscribeOn(on),
                        callers)
                .then();
    }

    /** Completes when enough writes were answered. */
    Mono<Void> enough() {
        return enough.asMono();
    }

    private Mono<?> write(Durability durability) {
        return Mono.defer(() -> {
            int key = durability == Durability.IMMEDIATE ? next.get() : next.incrementAndGet();
            return writes.get(durability)
                    .put(key, "value")
                    .doOnSuccess(done -> answered(durability, key))
                    .doOnError(refusals::add);
        });
    }

    private void answered(Durability durability, int key) {
        answered.get(durability).add(key);
        if (answers.incrementAndGet() == wanted) {
            enough.tryEmitEmpty();
        }
    }

    /** The keys whose write was answered that was made at a durability. */
    Set<Integer> answered(Durability durability) {
        return new HashSet<>(answered.get(durability));
    }

    /** What callers were told in the end. */
    List<Throwable> refusals() {
        return refusals;
    }
}
