package io.reactivecache.internal.write;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The keys whose change was announced but has not reached the remote tier. Each is invalidated again, announcement
 * included, as soon as the remote tier answers: a node may have read the old value there in between.
 *
 * <p>One entry per key, at most so many keys, one timer for all of them.
 */
public final class Repairs<K> {

    private final int limit;
    private final Counters counters;
    private final Map<K, Object> owed = new ConcurrentHashMap<>();

    public Repairs(int limit, Counters counters) {
        this.limit = limit;
        this.counters = counters;
    }

    /** Takes a key, or errors with {@link CacheOverloadedException} if there is no room. */
    public Mono<Void> owe(K key) {
        return Mono.defer(() -> {
            if (owed.size() >= limit && !owed.containsKey(key)) {
                return Mono.error(new CacheOverloadedException("repairs", limit));
            }
            if (owed.put(key, new Object()) == null) {
                counters.count(CacheMeter.REPAIR_OWED);
            }
            return Mono.empty();
        });
    }

    /** How many keys are owed. */
    public int size() {
        return owed.size();
    }

    /**
     * Repairs what is owed, round after round, without end and without ever failing.
     *
     * @param pause the time between two rounds
     * @param reachable tells whether the remote tier answers; a round that finds it away does nothing
     * @param invalidate repeats the invalidation of a key; owes it again if the remote tier fails once more
     */
    public Mono<Void> run(
            Duration pause, BooleanSupplier reachable, Function<K, Mono<?>> invalidate, Scheduler scheduler) {
        return Flux.interval(pause, scheduler)
                .onBackpressureDrop()
                .filter(round -> !owed.isEmpty() && reachable.getAsBoolean())
                .concatMap(round -> Flux.fromIterable(List.copyOf(owed.keySet()))
                        .takeWhile(key -> reachable.getAsBoolean())
                        .concatMap(key -> repair(key, invalidate)))
                .then();
    }

    private Mono<Void> repair(K key, Function<K, Mono<?>> invalidate) {
        return Mono.defer(() -> {
            Object seen = owed.get(key);
            return Mono.defer(() -> invalidate.apply(key))
                    .doOnSuccess(done -> repaired(key, seen))
                    .then()
                    .onErrorComplete();
        });
    }

    /** Unless it was owed anew meanwhile. */
    private void repaired(K key, @Nullable Object seen) {
        if (seen != null && owed.remove(key, seen)) {
            counters.count(CacheMeter.REPAIR_DONE);
        }
    }
}
