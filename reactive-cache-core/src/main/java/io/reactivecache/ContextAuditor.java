package io.reactivecache;

/**
 * Is told which keys of the Context loads read. What a load reads there may decide the value, and the value is shared by
 * all callers: whatever decides it should be part of the cache's key instead. For development and tests; called on the
 * thread of the load, must not block or throw.
 */
@FunctionalInterface
public interface ContextAuditor {

    /** Is told nothing. */
    ContextAuditor NONE = (cache, contextKey, passed) -> {};

    /**
     * A load read a key of the Context that its first caller has. Keys of tracing are not told.
     *
     * @param cache the name of the cache
     * @param contextKey the key of the Context
     * @param passed true if the cache passes the key on, so that the load saw its value; false if it was withheld
     */
    void read(String cache, Object contextKey, boolean passed);
}
