package io.reactivecache.test;

import io.reactivecache.ReactiveCache;

/**
 * Assertions about any cache.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class CacheAssert<K, V> extends AbstractCacheAssert<CacheAssert<K, V>, K, V> {

    CacheAssert(ReactiveCache<K, V> cache) {
        super(cache, CacheAssert.class, () -> 0);
    }
}
