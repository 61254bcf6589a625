package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes what becomes of the value the system of record has, provided that it still has it: that is for the system of record to
 * say, so the tiers, the log and its order have no part in it.
 */
public final class SourceAttempt<K, V> implements Attempt<K, V> {

    private final Function<K, Mono<Optional<V>>> load;
    private final Commit<K, V> commit;
    private final Duration limit;
    private final Scheduler scheduler;

    /**
     * An attempt.
     *
     * @param load reads the truth
     * @param limit how long the functions may take
     */
    public SourceAttempt(
            Function<K, Mono<Optional<V>>> load, Commit<K, V> commit, Duration limit, Scheduler scheduler) {
        this.load = load;
        this.commit = commit;
        this.limit = limit;
        this.scheduler = scheduler;
    }

    /** Takes all steps of a write, if the truth takes it. */
    @FunctionalInterface
    public interface Commit<K, V> {

        /** Emits the position; errors with {@link ConflictException} if there is another value than was expected. Cold. */
        Mono<Position> commit(K key, Optional<V> expected, Optional<V> next, WriteOptions options);
    }

    @Override
    public Mono<Void> attempt(K key, Computings<V> computings, WriteOptions options) {
        return load.apply(key)
                .flatMap(there -> computings
                        .applyTo(there, limit, scheduler)
                        .flatMap(next -> committed(key, there, next, computings, options))
                        .doOnNext(computings::succeed)
                        .then());
    }

    private Mono<Optional<Position>> committed(
            K key, Optional<V> there, Optional<V> next, Computings<V> computings, WriteOptions options) {
        return computings.change()
                ? commit.commit(key, there, next, options).map(Optional::of).defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
    }
}
