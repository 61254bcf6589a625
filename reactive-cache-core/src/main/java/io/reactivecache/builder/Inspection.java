package io.reactivecache.builder;

import io.reactivecache.CacheHealth;
import io.reactivecache.CacheHealth.State;
import io.reactivecache.CacheStats;
import io.reactivecache.Member;
import io.reactivecache.internal.entry.Isolation;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.DeliveryClass;
import java.time.Duration;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** Tells how a cache is doing. */
final class Inspection {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Wiring<?, ?> w;

    Inspection(Wiring<?, ?> w) {
        this.w = w;
    }

    CacheStats stats() {
        return new CacheStats(
                count(CacheMeter.LOCAL_HIT),
                count(CacheMeter.LOCAL_MISS),
                count(CacheMeter.REMOTE_HIT),
                count(CacheMeter.REMOTE_MISS)
                        + count(CacheMeter.REMOTE_FENCED)
                        + count(CacheMeter.REMOTE_DAMAGED)
                        + count(CacheMeter.REMOTE_FOREIGN),
                count(CacheMeter.LOAD),
                count(CacheMeter.LOAD_FAILURE),
                w.measures.timing(CacheTimer.LOAD),
                w.measures.timing(CacheTimer.REMOTE_READ),
                w.measures.timing(CacheTimer.APPEND),
                count(CacheMeter.LOCAL_EVICTED) + count(CacheMeter.LOCAL_EXPIRED),
                count(CacheMeter.LOCAL_INVALIDATED),
                w.local.size(),
                w.turns.held(),
                w.turns.waiting());
    }

    double gauge(CacheGauge gauge) {
        return switch (gauge) {
            case LOCAL_SIZE -> w.local.size();
            case FLIGHTS -> w.flights.underWay();
            case LAG -> lag();
            case MARKERS -> w.markers.size();
            case BREAKER_OPEN -> w.guard.isOpen() ? 1 : 0;
            case STALENESS -> w.isolation.staleness().map(Inspection::seconds).orElse(Double.NaN);
            case KEYS_WRITTEN -> w.turns.held();
            case WRITES_WAITING -> w.turns.waiting();
            case MEMBERS -> w.members.members().stream().filter(Member::alive).count();
            case QUEUED -> w.outbox.size();
            case OWED -> w.repairs.size();
            case ISOLATED -> w.isolation.state() == Isolation.State.ISOLATED ? 1 : 0;
            case PENDING_WRITES -> pending();
            case PENDING_BYTES -> w.later().map(path -> path.engine.bytes()).orElse(0L);
        };
    }

    private double lag() {
        if (w.log.deliveryClass() == DeliveryClass.LOCAL) {
            return 0;
        }
        OptionalLong records = w.lag.records();
        return records.isPresent() ? records.getAsLong() : Double.NaN;
    }

    private int pending() {
        return w.later().map(path -> path.engine.records()).orElse(0);
    }

    private State journal() {
        return w.later().map(BehindPath::journal).orElse(State.NONE);
    }

    private static double seconds(Duration staleness) {
        return staleness.toMillis() / MILLIS_PER_SECOND;
    }

    Mono<CacheHealth> health() {
        return answers()
                .map(answers -> new CacheHealth(
                        log(answers),
                        remote(),
                        journal(),
                        w.isolation.staleness(),
                        w.outbox.size(),
                        w.repairs.size(),
                        pending(),
                        w.flights.underWay(),
                        w.background.underWay()));
    }

    private Mono<Boolean> answers() {
        return w.log.end()
                .timeout(w.config.remote().timeout(), w.scheduler)
                .map(end -> true)
                .onErrorReturn(false);
    }

    private State log(boolean answers) {
        return switch (w.isolation.state()) {
            case STARTING -> State.STARTING;
            case ISOLATED -> State.ISOLATED;
            case FOLLOWING -> answers ? State.UP : State.DOWN;
        };
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
