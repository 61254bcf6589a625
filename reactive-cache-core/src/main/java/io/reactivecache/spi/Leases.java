package io.reactivecache.spi;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * What a remote store may offer beside {@link RemoteStore}: leases, by which of many nodes that miss a key one loads it and
 * the others wait for the value. A key has a lease of its own, whatever is stored under the key and whatever becomes of it.
 *
 * <p>A lease saves work, it is not a lock: it is void when its time is over, and lost with the memory of the store. What
 * guards the store against a late value is the {@link Ticket}, not the lease.
 *
 * <p>Both methods are cold and safe to use from many threads, none blocks. Each errors at once while the store is known to
 * be away, and within the adapter's time limit if it does not answer. Cancelling ends the wait; a lease may have been taken.
 */
public interface Leases {

    /**
     * Reads a key as {@link RemoteStore#read} does and takes its lease if nobody else has it, in one step. Who has the
     * lease already keeps it, for the given time from now on.
     *
     * @param token whose the lease is
     * @param time how long the lease is good for
     * @param maxLoadTime how long the ticket of the read is good for
     */
    Mono<LeasedRead> acquire(String key, Token token, Duration time, Duration maxLoadTime);

    /** Gives the lease back if it is the token's still; completes empty, whether it was or not. */
    Mono<Void> release(String key, Token token);
}
