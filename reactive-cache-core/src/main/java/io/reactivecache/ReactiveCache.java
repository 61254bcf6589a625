package io.reactivecache;

import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A cache of values under keys, read and written without blocking.
 *
 * <p>Every operation is cold: nothing happens before a subscription, and each subscription is an operation of its own.
 * A {@code null} argument is refused when the method is called; every other problem is signalled to the subscriber.
 * Signals arrive on the thread that produced them: a local hit on the subscribing thread, everything else on a thread
 * of the tier, the log, the loader or the writer. No operation blocks the thread that subscribes.
 *
 * <p>A value that is absent is an empty {@link Mono}; {@code null} is neither a key nor a value.
 *
 * @param <K> the type of the keys; immutable, with {@code equals} and {@code hashCode} by value
 * @param <V> the type of the values; shared between callers, so treat them as immutable
 */
public interface ReactiveCache<K, V> extends CacheReads<K, V>, CacheWrites<K, V>, CacheInvalidations<K> {

    /** The name of this cache: its namespace in the remote tier, in the log, and the tag of its meters. */
    String name();

    /** The same reads, made with these options. */
    CacheReads<K, V> with(ReadOptions options);

    /**
     * The same writes, made with these options.
     *
     * @throws UnsupportedWriteException if the cache was not built for one of them
     */
    CacheWrites<K, V> with(WriteOptions options);

    /** The same cache, for what runs inside of transactions of the system of record. */
    TransactionalCache<K, V> transactional();

    /**
     * Fills the cache with the values of these keys ahead of its readers: what the tiers do not have is loaded, a few keys
     * at a time. A key that cannot be loaded is counted and does not end it.
     *
     * <p>Emits the progress from time to time and once more at the end, then completes. Cancelling ends it, unless it runs in
     * the background.
     *
     * @return a cold {@code Flux} that errors when {@code keys} does, or with {@link CacheClosedException}
     */
    Flux<WarmProgress> warm(Publisher<? extends K> keys, WarmOptions options);

    /** Fills the cache as {@link #warm(Publisher, WarmOptions)} does, with the default options. */
    default Flux<WarmProgress> warm(Publisher<? extends K> keys) {
        return warm(keys, WarmOptions.defaults());
    }

    /**
     * Fills the cache with all keys there are, as {@link #warm(Publisher, WarmOptions)} does. Errors with
     * {@link IllegalStateException} if the cache was not told what keys there are.
     */
    Flux<WarmProgress> warmAll(WarmOptions options);

    /**
     * Completes when everything that was answered before the subscription is applied to the system of record, or among the dead
     * letters, and what the journal had from before as well. Takes as long as the system of record is away. Errors with
     * {@link CacheClosedException}, and as the journal does if that does not deliver what it had.
     */
    Mono<Void> flush();

    /**
     * Makes the dead letters of this cache pending writes again, as if they were made now: a newer value of the key is
     * overwritten. Emits how many. Errors as the dead letters and the journal do.
     */
    Mono<Long> redrive();

    /**
     * Draws keys of the local tier and sees whether what the tiers keep of them is right: compares them with each other, and with
     * the loader if it may be called, and looks again after a while at what differs. Values are compared by {@code equals}.
     *
     * <p>Emits what was found. Errors with {@link CacheClosedException} only: a key that cannot be compared is counted.
     */
    Mono<AuditReport> audit(AuditOptions options);

    /**
     * Emits what happens in this cache on this node from the subscription on, and completes when the cache is closed. Who does
     * not keep up loses the oldest of more than a thousand events, which the meter {@code cache.events.dropped} counts. Never
     * errors. Emits on the cache's scheduler.
     */
    Flux<CacheEvent<K>> events();

    /** Emits the counts so far, since the cache was built. Never errors. */
    Mono<CacheStats> stats();

    /**
     * Asks the log and the remote tier how they are, and emits their state. Never errors; takes at most as long as the
     * cache's remote timeout.
     */
    Mono<CacheHealth> health();

    /**
     * Emits the nodes of this cache as far as this node has heard of them, itself first. The others only if they are set to say
     * that they are there. Never errors.
     */
    Mono<List<Member>> members();

    /**
     * Completes when this node follows the log and uses its tiers; at once if it does. Errors with
     * {@link CacheClosedException} only.
     */
    Mono<Void> ready();

    /**
     * Ends the cache: applies the writes that were answered and wait to be applied, as long as the settings allow (what is left of
     * those the journal keeps is applied after the next start), stops following the log, waits for writes and fills that have
     * begun (at most as long as a load may take), then completes. Reads, writes and {@link #ready} subscribed to after that error with
     * {@link CacheClosedException}; {@link #stats} and {@link #health} go on. The log and the remote store were given to the
     * builder and stay open.
     */
    Mono<Void> close();
}
