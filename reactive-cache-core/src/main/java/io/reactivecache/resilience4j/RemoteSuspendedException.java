package io.reactivecache.resilience4j;

import io.reactivecache.CacheException;

/** A call of the remote tier that was not made, because too many before it had failed. Nothing was sent. */
public final class RemoteSuspendedException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final String breaker;

    RemoteSuspendedException(String breaker) {
        super("breaker " + breaker + ": calls suspended (expected: closed)");
        this.breaker = breaker;
    }

    /** The name of the circuit breaker that turned the call away. */
    public String breaker() {
        return breaker;
    }
}
