package io.reactivecache.builder;

/** Where caches come from. */
public final class ReactiveCaches {

    private ReactiveCaches() {}

    /**
     * Begins to build a cache.
     *
     * @param name the name of the cache: the same on all nodes that share it, and of no other cache on the same log or
     *     remote store; letters, digits and {@code . _ -}, in parts divided by {@code :}
     */
    public static CacheBuilder<Object, Object> builder(String name) {
        return new CacheBuilder<>(name);
    }

    /** Begins to build a cache of a name as {@link #builder(String)} does, with what its namespace has in common. */
    public static CacheBuilder<Object, Object> builder(String name, CachePolicies policies) {
        CacheBuilder<Object, Object> builder = builder(name);
        policies.applyTo(name, builder);
        return builder;
    }
}
