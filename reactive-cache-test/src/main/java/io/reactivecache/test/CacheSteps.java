package io.reactivecache.test;

import io.reactivecache.Lookup;
import io.reactivecache.Source;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a {@code StepVerifier} expects of lookups:
 * {@code StepVerifier.create(cache.lookup(key)).expectNextMatches(answer(value, LOCAL))}.
 */
public final class CacheSteps {

    private CacheSteps() {}

    /** An answer with a value. */
    public static <V> Predicate<Lookup<V>> answer(V value) {
        Objects.requireNonNull(value, "value");
        return found -> found.value().equals(value);
    }

    /** An answer with a value, from there. */
    public static <V> Predicate<Lookup<V>> answer(V value, Source source) {
        Objects.requireNonNull(source, "source");
        return CacheSteps.<V>answer(value).and(found -> found.source() == source);
    }
}
