package io.reactivecache.internal.coherence;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Isolation;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Follows the log for as long as the cache is open: applies every event, and after any error tails again from the
 * positions applied so far, with growing pauses.
 *
 * <p>A reset shows that this node is current as of the time the tail began: whatever was announced before is at or before the
 * positions of the reset, and of what it had from before nothing is left. Until what has to be done first is done as well, it
 * is starting.
 */
public final class LogFollower {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final InvalidationLog log;
    private final AppliedPositions positions;
    private final RecordApplier<?, ?> applier;
    private final Isolation isolation;
    private final Mono<Void> first;
    private final CacheConfig config;
    private final Scheduler scheduler;
    private final Counters counters;
    private final AtomicBoolean connected = new AtomicBoolean(true);
    private final Sinks.Many<Boolean> silence = Sinks.many().multicast().directBestEffort();

    /**
     * A follower.
     *
     * @param first what has to be done after a reset before the tiers are used; never errors
     */
    public LogFollower(
            InvalidationLog log,
            AppliedPositions positions,
            RecordApplier<?, ?> applier,
            Isolation isolation,
            Mono<Void> first,
            CacheConfig config,
            Scheduler scheduler,
            Counters counters) {
        this.log = log;
        this.positions = positions;
        this.applier = applier;
        this.isolation = isolation;
        this.first = first;
        this.config = config;
        this.scheduler = scheduler;
        this.counters = counters;
    }

    /** Follows the log without end; never errors. Cancelling stops it. */
    public Mono<Void> follow() {
        return Flux.defer(this::resets)
                .concatWith(Mono.error(() -> new TimeoutException("tail: ended or silent (expected: no end)")))
                .doOnError(this::lost)
                .retryWhen(Retry.backoff(
                                Long.MAX_VALUE,
                                shorter(FIRST_PAUSE, config.log().reconnectBackoff()))
                        .maxBackoff(config.log().reconnectBackoff())
                        .scheduler(scheduler)
                        .transientErrors(true))
                .switchMap(this::started)
                .then();
    }

    /** Gives the tail up that there is and begins another one: it is silent where it should not be. */
    public void tailAnew() {
        silence.tryEmitNext(true);
    }

    /** Applies what comes; emits for each reset the time when the tail began. */
    private Flux<Long> resets() {
        long began = isolation.now();
        return log.tail(positions.resumeFrom())
                .takeUntilOther(silence.asFlux()) // an error there would end the tail without cancelling it
                .doOnNext(this::apply)
                .filter(LogEvent.Reset.class::isInstance)
                .map(reset -> began);
    }

    private Mono<Void> started(long began) {
        return first.then(Mono.fromRunnable(() -> isolation.started(began)));
    }

    private void apply(LogEvent event) {
        if (connected.compareAndSet(false, true)) {
            LOG.info("cache {}: follows the log again", config.name());
        }
        if (event instanceof LogEvent.Reset) {
            isolation.starting();
        }
        applier.apply(event);
    }

    private void lost(Throwable failure) {
        counters.count(CacheMeter.LOG_RECONNECT);
        if (connected.compareAndSet(true, false)) {
            LOG.warn(
                    "cache {}: lost the log, trying again ({})",
                    config.name(),
                    failure.getClass().getName());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
