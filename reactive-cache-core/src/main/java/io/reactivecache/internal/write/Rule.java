package io.reactivecache.internal.write;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** What a write makes of the value there is. */
public interface Rule<V> {

    /** Emits what becomes of the value there is; is asked again if others were faster. Cold. */
    Mono<Next<V>> next(Optional<V> there);

    /** True if it is known without asking anybody that the value there is stays. */
    default boolean leaves(Optional<V> there) {
        return false;
    }

    /**
     * What becomes of a value.
     *
     * @param changes false if it stays as it is
     * @param value the value there is then; empty for none
     */
    record Next<V>(boolean changes, Optional<V> value) {}

    /** What a function makes of it. */
    static <V> Rule<V> of(Function<Optional<V>, Mono<V>> function) {
        return there -> Mono.defer(() -> function.apply(there))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(value -> new Next<>(value.isPresent() || there.isPresent(), value));
    }

    /** This value, or none, in place of one that passes a test. */
    static <V> Rule<V> when(Predicate<Optional<V>> test, Optional<V> value) {
        return new Rule<>() {
            @Override
            public Mono<Next<V>> next(Optional<V> there) {
                return Mono.fromSupplier(() -> leaves(there) ? new Next<>(false, there) : new Next<>(true, value));
            }

            @Override
            public boolean leaves(Optional<V> there) {
                return !test.test(there);
            }
        };
    }
}
