package io.reactivecache.test;

import io.reactivecache.ReactiveCache;
import java.util.Objects;

/**
 * Assertions about caches. They block the thread of the test, for at most {@link AbstractCacheAssert#LIMIT}; keys and
 * values are in their messages.
 */
public final class CacheAssertions {

    private CacheAssertions() {}

    /** Begins assertions about any cache. */
    public static <K, V> CacheAssert<K, V> assertThat(ReactiveCache<K, V> cache) {
        return new CacheAssert<>(Objects.requireNonNull(cache, "cache"));
    }

    /** Begins assertions about a cache whose loader and writer are known, too. */
    public static <K, V> TestCacheAssert<K, V> assertThat(TestCache<K, V> test) {
        return new TestCacheAssert<>(Objects.requireNonNull(test, "test"));
    }
}
