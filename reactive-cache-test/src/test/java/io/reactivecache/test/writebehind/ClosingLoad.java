package io.reactivecache.test.writebehind;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Callers that write, each key once and at every durability, until they are refused. */
final class ClosingLoad {

    private static final List<Durability> DURABILITIES =
            List.of(Durability.DEFERRED, Durability.EVENTUAL, Durability.DEFERRED, Durability.IMMEDIATE);

    private final List<CacheWrites<Integer, String>> writes;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
    private final List<Throwable> refusals = new CopyOnWriteArrayList<>();

    ClosingLoad(ReactiveCache<Integer, String> cache) {
        this.writes = DURABILITIES.stream()
                .map(durability -> cache.with(WriteOptions.none().durability(durability)))
                .toList();
    }

    /** Completes when all of them were refused. */
    Mono<Void> run(int callers, Scheduler on) {
        return Flux.range(0, callers)
                .flatMap(caller -> write().repeat().onErrorComplete().subscribeOn(on), callers)
                .then();
    }

    private Mono<?> write() {
        return Mono.defer(() -> {
            int key = next.getAndIncrement();
            return writes.get(key % DURABILITIES.size())
                    .put(key, "value")
                    .doOnSuccess(done -> answered.add(key))
                    .doOnError(refusals::add);
        });
    }

    /** The keys whose write was answered that was made at a durability. */
    Set<Integer> answered(Durability durability) {
        Set<Integer> some = ConcurrentHashMap.newKeySet();
        answered.stream()
                .filter(key -> DURABILITIES.get(key % DURABILITIES.size()) == durability)
                .forEach(some::add);
        return some;
    }

    /** What callers were told in the end. */
    List<Throwable> refusals() {
        return refusals;
    }
}
