package io.reactivecache.builder;

import io.reactivecache.CacheHealth;
import io.reactivecache.CacheHealth.State;
import io.reactivecache.CacheStats;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Tells how a cache is doing. */
final class Inspection {

    private final Wiring<?, ?> w;

    Inspection(Wiring<?, ?> w) {
        this.w = w;
    }

    CacheStats stats() {
        return new CacheStats(
                count(CacheMeter.LOCAL_HIT),
                count(CacheMeter.LOCAL_MISS),
                count(CacheMeter.REMOTE_HIT),
                count(CacheMeter.REMOTE_MISS) + count(CacheMeter.REMOTE_FENCED) + count(CacheMeter.REMOTE_DAMAGED),
                count(CacheMeter.LOAD),
                count(CacheMeter.LOAD_FAILURE),
                Duration.ofNanos(count(CacheMeter.LOAD_NANOS)),
                count(CacheMeter.LOCAL_EVICTED) + count(CacheMeter.LOCAL_EXPIRED),
                count(CacheMeter.LOCAL_INVALIDATED),
                w.local.size());
    }

    Mono<CacheHealth> health() {
        return log().map(log -> new CacheHealth(log, remote()));
    }

    private Mono<State> log() {
        State otherwise = w.positions.view().isEmpty() ? State.STARTING : State.DOWN;
        return w.log.end()
                .timeout(w.config.remote().timeout(), w.scheduler)
                .map(end -> w.positions.view().isEmpty() ? State.STARTING : State.UP)
                .onErrorReturn(otherwise);
    }

    private State remote() {
        if (w.remote.isEmpty()) {
            return State.NONE;
        }
        return w.reachability.getAsBoolean() && !w.guard.isOpen() ? State.UP : State.DOWN;
    }

    private long count(CacheMeter meter) {
        return w.counters.get(meter);
    }
}
