package io.reactivecache.internal.write;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The invalidations the log has not acknowledged yet, in the order in which they came: one of a key at most, as many of
 * different ones as there is room for. Each is repeated as a whole, the remote tier closed anew, and leaves when it was
 * acknowledged; the first that fails ends the round, so that none overtakes another.
 *
 * @param <T> what tells an invalidation from others: of two of the same only the later waits, in the place of the earlier
 */
public final class Outbox<T> {

    private final int limit;
    private final Counters counters;
    private final Map<T, Entry<T>> waiting = new LinkedHashMap<>();

    public Outbox(int limit, Counters counters) {
        this.limit = limit;
        this.counters = counters;
    }

    /**
     * An invalidation that waits.
     *
     * @param key what it concerns
     * @param write repeats it; emits once the log has acknowledged it
     */
    private record Entry<T>(T key, Mono<?> write) {}

    /** Takes an invalidation, or errors with {@link CacheOverloadedException} if there is no room. */
    Mono<Void> add(T key, Mono<?> write) {
        return Mono.defer(() -> {
            return put(key, write)
                    ? Mono.empty()
                    : Mono.error(new CacheOverloadedException("queued invalidations", limit));
        });
    }

    private synchronized boolean put(T key, Mono<?> write) {
        boolean isNew = !waiting.containsKey(key);
        if (isNew && waiting.size() >= limit) {
            return false;
        }
        if (isNew) {
            counters.count(CacheMeter.OUTBOX_QUEUED);
        }
        waiting.put(key, new Entry<>(key, write));
        return true;
    }

    /** How many wait. */
    public synchronized int size() {
        return waiting.size();
    }

    /** True if one of a key waits. */
    public synchronized boolean contains(T key) {
        return waiting.containsKey(key);
    }

    private synchronized List<Entry<T>> all() {
        return List.copyOf(waiting.values());
    }

    private synchronized void sent(Entry<T> entry) {
        if (waiting.remove(entry.key, entry)) {
            counters.count(CacheMeter.OUTBOX_SENT);
        }
    }

    /**
     * Repeats what waits, round after round, without end and without ever failing.
     *
     * @param pause the time between two rounds
     */
    public Mono<Void> run(Duration pause, Scheduler scheduler) {
        return Flux.interval(pause, scheduler)
                .onBackpressureDrop()
                .filter(round -> size() > 0)
                .concatMap(round -> sendAll(), 1)
                .then();
    }

    private Mono<Void> sendAll() {
        return Flux.defer(() -> Flux.fromIterable(all()))
                .concatMap(entry -> entry.write.doOnSuccess(done -> sent(entry)), 1)
                .then()
                .onErrorComplete();
    }

    /** True if a write failed before the log acknowledged it, and after the system of record was written. */
    static boolean isUnannounced(Throwable failure) {
        return failure instanceof WriteFailedException failed
                && !failed.announced()
                && (failed.step() == Step.ANNOUNCE || failed.step() == Step.CLOSE);
    }
}
