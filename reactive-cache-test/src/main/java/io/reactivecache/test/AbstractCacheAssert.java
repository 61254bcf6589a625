package io.reactivecache.test;

import io.reactivecache.CacheHealth;
import io.reactivecache.CacheStats;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Assertions about a cache. Each reads it as its callers do: what is asserted of an answer may load it and fill the
 * tiers.
 *
 * @param <S> the type of these assertions
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public abstract class AbstractCacheAssert<S extends AbstractCacheAssert<S, K, V>, K, V>
        extends AbstractAssert<S, ReactiveCache<K, V>> {

    /** How long an assertion waits for the cache at most, in real time. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private final IntSupplier running;

    AbstractCacheAssert(ReactiveCache<K, V> cache, Class<?> self, IntSupplier running) {
        super(cache, self);
        this.running = running;
    }

    /** The cache answers a read of the key with a value. */
    public AnswerAssert<V> answers(K key) {
        return found(actual.lookup(key), key)
                .map(AnswerAssert::new)
                .orElseThrow(() -> failure("Expecting an answer for:%n  <%s>%nbut there is no value", key));
    }

    /** The cache answers a read of the key with nothing, loader included. */
    public S answersNothingFor(K key) {
        return empty(actual.lookup(key), key, "the answer");
    }

    /** No tier has a value of the key. Loads nothing. */
    public S hasNothingFor(K key) {
        empty(actual.with(ReadOptions.none().localOnly()).lookup(key), key, "the local tier");
        return empty(actual.with(ReadOptions.none().remoteOnly()).lookup(key), key, "the remote tier");
    }

    /** A read of the key fails. */
    public AbstractThrowableAssert<?, ? extends Throwable> failsFor(K key) {
        Signal<Lookup<V>> end = awaited(actual.lookup(key).materialize());
        return Assertions.assertThat(end.getThrowable())
                .as("a read of <%s>", key)
                .isNotNull();
    }

    /**
     * Nothing is under way: no load, no fill, no write, no invalidation that waits for the log or the remote tier, no
     * write to be applied later; of a {@link TestCache}, no call of its loader or its writer either.
     */
    public S isQuiet() {
        CacheStats stats = awaited(actual.stats());
        CacheHealth health = awaited(actual.health());
        Assertions.assertThat(new Quiet(
                        running.getAsInt(),
                        health.flights(),
                        health.steps(),
                        stats.keysWritten(),
                        stats.writesWaiting(),
                        health.queued(),
                        health.owed(),
                        health.pending()))
                .as("what is under way")
                .isEqualTo(Quiet.NOTHING);
        return myself;
    }

    private S empty(Mono<Lookup<V>> read, K key, String where) {
        Optional<Lookup<V>> found = found(read, key);
        if (found.isPresent()) {
            throw failure(
                    "Expecting nothing for:%n  <%s>%nbut %s is:%n  <%s>",
                    key, where, found.get().value());
        }
        return myself;
    }

    private Optional<Lookup<V>> found(Mono<Lookup<V>> read, K key) {
        try {
            return awaited(read.singleOptional());
        } catch (RuntimeException failed) {
            AssertionError error = failure("Expecting an answer for:%n  <%s>%nbut the read failed", key);
            error.initCause(failed);
            throw error;
        }
    }

    /** What it emits, within the limit. */
    static <T> T awaited(Mono<T> operation) {
        return Objects.requireNonNull(operation.block(LIMIT));
    }

    private record Quiet(
            int loadsAndWrites,
            int flights,
            int steps,
            int keysWritten,
            int writesWaiting,
            int queued,
            int owed,
            int pending) {

        private static final Quiet NOTHING = new Quiet(0, 0, 0, 0, 0, 0, 0, 0);
    }
}
