package io.reactivecache.test.fault;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * The faults of single keys, for a port that is asked for keys. A key that hangs does so whatever other fault it has,
 * until it is released. Safe to use from many threads.
 *
 * @param <K> the type of the keys
 */
public final class KeyFaults<K> {

    private final Map<K, Fault> faults = new ConcurrentHashMap<>();
    private final Map<K, Turnstile> turnstiles = new ConcurrentHashMap<>();

    /** No faults. */
    public KeyFaults() {}

    /** Sets the fault of a key, in place of the one before. */
    public void set(K key, Fault fault) {
        faults.put(key, Objects.requireNonNull(fault, "fault"));
    }

    /** Takes the fault of a key away; what hangs goes on hanging. */
    public void heal(K key) {
        faults.remove(key);
    }

    /** Holds the operations of a key back from now on. */
    public void hang(K key) {
        turnstile(key).hold();
    }

    /** Lets the operations of a key go on, those that wait and those that come; on the thread that calls this. */
    public void release(K key) {
        turnstile(key).open();
    }

    /**
     * Puts the faults that a key has now in the way of an operation.
     *
     * @param operation the operation as it is without them
     * @return a cold {@code Mono} of the operation with them
     */
    public <T> Mono<T> of(K key, Mono<T> operation) {
        Fault fault = faults.getOrDefault(key, Fault.NONE);
        Turnstile turnstile = turnstile(key);
        return turnstile.of(fault.of(operation));
    }

    /**
     * Puts the faults that any of these keys has now in the way of an operation that concerns them all, one after the
     * other.
     *
     * @param operation the operation as it is without them
     * @return a cold {@code Mono} of the operation with them
     */
    public <T> Mono<T> ofAll(Collection<? extends K> keys, Mono<T> operation) {
        Mono<T> faulty = operation;
        for (K key : keys) {
            faulty = of(key, faulty);
        }
        return faulty;
    }

    private Turnstile turnstile(K key) {
        return turnstiles.computeIfAbsent(Objects.requireNonNull(key, "key"), none -> new Turnstile());
    }
}
