package io.reactivecache;

import java.util.Objects;
import java.util.Optional;

/**
 * What an invalidation means: one key, or all entries of a predicate.
 *
 * @param key the key, if it is one
 * @param predicate which entries, if it is not
 * @param effect what becomes of them
 * @param <K> the type of the keys
 */
public record Invalidation<K>(Optional<K> key, Optional<EntryPredicate> predicate, Effect effect) {

    /**
     * Checks that it is one or the other.
     *
     * @throws IllegalArgumentException if it is both or neither
     */
    public Invalidation {
        Objects.requireNonNull(effect, "effect");
        if (key.isPresent() == predicate.isPresent()) {
            throw new IllegalArgumentException("invalidation: "
                    + (key.isPresent() ? "a key and a predicate" : "nothing") + " (expected: a key or a predicate)");
        }
    }

    /** Of one key. */
    public static <K> Invalidation<K> of(K key, Effect effect) {
        return new Invalidation<>(Optional.of(key), Optional.empty(), effect);
    }

    /** Of all entries of a predicate. */
    public static <K> Invalidation<K> where(EntryPredicate predicate, Effect effect) {
        return new Invalidation<>(Optional.empty(), Optional.of(predicate), effect);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Invalidation[" + predicate.map(EntryPredicate::toString).orElse("a key") + ", " + effect + "]";
    }
}
