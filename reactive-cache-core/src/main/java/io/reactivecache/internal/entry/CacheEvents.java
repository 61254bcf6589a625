package io.reactivecache.internal.entry;

import io.reactivecache.CacheEvent;
import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.spi.CacheMeter;
import java.util.Optional;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Tells those who watch what happens in a cache. Each has a queue of its own; who is too slow loses the oldest, which is
 * counted. While nobody watches nothing is made.
 */
public final class CacheEvents<K> {

    private static final int QUEUE = 1_024;

    private final Counters counters;
    private final Scheduler scheduler;
    private final Sinks.Many<CacheEvent<K>> sink = Sinks.many().multicast().directBestEffort();

    /**
     * Nobody watches yet.
     *
     * @param scheduler where those who watch are told: whoever makes an event must not wait for them
     */
    public CacheEvents(Counters counters, Scheduler scheduler) {
        this.counters = counters;
        this.scheduler = scheduler;
    }

    /** Emits what happens from now on, until the cache is closed. */
    public Flux<CacheEvent<K>> flux() {
        return sink.asFlux()
                .onBackpressureBuffer(
                        QUEUE, lost -> counters.count(CacheMeter.EVENT_DROPPED), BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(scheduler, 1);
    }

    /** Something has happened to a key. */
    public void of(CacheEvent.Type type, K key) {
        if (isWatched()) {
            emit(new CacheEvent<>(type, Optional.of(key), Optional.empty()));
        }
    }

    /** Something has become of a key. */
    public void of(Effect effect, K key) {
        of(type(effect), key);
    }

    /** Something has become of all entries of a predicate. */
    public void of(Effect effect, EntryPredicate predicate) {
        if (isWatched()) {
            emit(new CacheEvent<>(type(effect), Optional.empty(), Optional.of(predicate)));
        }
    }

    /** Everything was cleared. */
    public void reset() {
        if (isWatched()) {
            emit(new CacheEvent<>(CacheEvent.Type.RESET, Optional.empty(), Optional.empty()));
        }
    }

    /** Nothing happens any more. */
    public synchronized void end() {
        sink.tryEmitComplete();
    }

    private boolean isWatched() {
        return sink.currentSubscriberCount() > 0;
    }

    /** One at a time, as a sink wants it; it only queues. */
    private synchronized void emit(CacheEvent<K> event) {
        sink.tryEmitNext(event);
    }

    private static CacheEvent.Type type(Effect effect) {
        return effect == Effect.REMOVE ? CacheEvent.Type.REMOVED : CacheEvent.Type.EXPIRED;
    }
}
