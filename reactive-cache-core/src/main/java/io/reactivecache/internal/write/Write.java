package io.reactivecache.internal.write;

import io.reactivecache.Effect;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * One write on its way down the path.
 *
 * @param key the key
 * @param encoded the key as it is written down
 * @param place its address; empty if this node has never reached the log, which alone knows how keys are partitioned
 * @param token identifies the write over all nodes
 * @param truth writes the system of record and emits whether it took the write; empty if it is not written
 * @param put the put, if the tiers shall keep a value; empty for an invalidation
 * @param effect what becomes of the entry there was
 * @param ticket the right to store the value, from the remote tier; empty if the key is not closed there
 */
public record Write<K, V>(
        K key,
        String encoded,
        Optional<Address> place,
        Token token,
        Optional<Mono<Boolean>> truth,
        Optional<Put<V>> put,
        Effect effect,
        Optional<Ticket> ticket) {

    /** A write that has done nothing yet, and has no value to keep. */
    public static <K, V> Write<K, V> of(K key, String encoded, Optional<Address> place, Token token, Effect effect) {
        return new Write<>(key, encoded, place, token, Optional.empty(), Optional.empty(), effect, Optional.empty());
    }

    /** The address of a write that has a place, as all have that leave the outbox stage. */
    public Address address() {
        return place.orElseThrow();
    }

    /**
     * A value to keep.
     *
     * @param value the value
     * @param pending the put as the follower of the log watches it
     */
    public record Put<V>(V value, PendingPut<V> pending) {

        Keep keep() {
            return pending.keep();
        }
    }

    /** The same, which writes the system of record. */
    public Write<K, V> writing(Optional<Mono<Boolean>> source) {
        return new Write<>(key, encoded, place, token, source, put, effect, ticket);
    }

    Write<K, V> with(Put<V> value) {
        return new Write<>(key, encoded, place, token, truth, Optional.of(value), effect, ticket);
    }

    Write<K, V> withTicket(Ticket closed) {
        return new Write<>(key, encoded, place, token, truth, put, effect, Optional.of(closed));
    }

    Write<K, V> asInvalidation() {
        return new Write<>(key, encoded, place, token, Optional.empty(), Optional.empty(), effect, ticket);
    }
}
