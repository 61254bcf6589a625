package io.reactivecache.spi;

import io.reactivecache.Position;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A store of values shared by all nodes. Under a key there is nothing, a <em>value</em> with its stamp, the mark
 * <em>closed</em> of a write that is under way, or the <em>tombstone</em> of one that is done. Every change is atomic, a
 * compare-and-set, and harmless when repeated.
 *
 * <p>Stamps and positions of another epoch are older than any of this one: a value of another epoch may be replaced, a
 * mark or tombstone of another epoch turns fills away until it expires.
 *
 * <p>All methods are cold and safe to use from many threads, none blocks. Each errors at once while the store is known to
 * be away, and within the adapter's time limit if it does not answer; whether the change was made is unknown then.
 * Cancelling ends the wait.
 */
public interface RemoteStore {

    /**
     * Reads a key. A value whose age exceeds its ttl, or that cannot be read, is no value.
     *
     * @param maxLoadTime how long the ticket is good for
     */
    Mono<RemoteRead> read(String key, Duration maxLoadTime);

    /**
     * Stores a loaded value if there is nothing, a value with a stamp that is not newer, or a tombstone whose position
     * the stamp reflects; never over <em>closed</em>, never with a void ticket. Emits whether it was stored.
     */
    Mono<Boolean> fill(String key, StoredEntry entry, Ticket ticket);

    /**
     * Replaces whatever is there by <em>closed</em>, marked contended if it was closed by another write already. Done
     * while its caller waits or not at all: one that came after the write was settled would leave its mark for nothing.
     *
     * @param held true if the mark is to stay for the whole of its time, whatever other writes do meanwhile: they close the key
     *     under their own token, but open it to nobody. It ends early only if this write closes the key again, not held, and
     *     opens it
     * @param fence how long the mark lives and the ticket for {@link #store} is good for
     */
    Mono<Ticket> close(String key, Token token, boolean held, Duration fence);

    /** Closes the key, without holding it. */
    default Mono<Ticket> close(String key, Token token, Duration fence) {
        return close(key, token, false, fence);
    }

    /**
     * Turns the write's own <em>closed</em>, an older value, an older tombstone or nothing into a tombstone; leaves the
     * mark of another write, and one that is held. Completes empty.
     *
     * @param position the position of the write's record
     * @param fence how long the tombstone lives
     */
    Mono<Void> open(String key, Token token, Position position, Duration fence);

    /**
     * As {@link #open}, but leaves the value, whose stamp is the position of the write's record, in place of the
     * tombstone, provided that the mark was not contended and the ticket is good. A value whose ttl is over before the fence
     * leaves the tombstone behind. Emits whether the value was stored.
     *
     * @param fence how long the tombstone lives, in place of the value or after it
     */
    Mono<Boolean> store(String key, Token token, StoredEntry entry, Ticket ticket, Duration fence);

    /** Emits whether the store is reachable, now and at each change, without end. */
    Flux<Boolean> available();
}
