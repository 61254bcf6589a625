package io.reactivecache.internal.write;

import io.reactivecache.WriteOptions;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * An attempt on a cache whose writes may be applied later: it begins from the value of the system of record, so what this node has
 * accepted is applied first. If more is accepted meanwhile the attempt is made again.
 */
public final class AppliedFirst<K, V> implements Attempt<K, V> {

    private final Supplier<Mono<Void>> flush;
    private final Predicate<K> isPending;
    private final Alone<K> alone;
    private final Attempt<K, V> attempt;

    /**
     * The attempt.
     *
     * @param flush applies what was accepted
     * @param isPending tells whether a write of a key is not applied yet
     * @param alone lets nothing of a key be applied meanwhile
     */
    public AppliedFirst(Supplier<Mono<Void>> flush, Predicate<K> isPending, Alone<K> alone, Attempt<K, V> attempt) {
        this.flush = flush;
        this.isPending = isPending;
        this.alone = alone;
        this.attempt = attempt;
    }

    /** A way to write a key while nothing of it is applied. */
    @FunctionalInterface
    public interface Alone<K> {

        /** The write, once its time has come. */
        <T> Mono<T> write(K key, Mono<T> write);
    }

    @Override
    public Mono<Void> attempt(K key, Computings<V> computings, WriteOptions options) {
        Mono<Void> applied = Mono.defer(() ->
                isPending.test(key) ? Mono.error(new ConflictException()) : attempt.attempt(key, computings, options));
        return Mono.defer(() -> isPending.test(key) ? flush.get() : Mono.empty())
                .then(Mono.defer(() -> alone.write(key, applied)));
    }
}
