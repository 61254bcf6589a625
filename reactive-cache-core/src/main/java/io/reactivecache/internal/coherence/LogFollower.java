package io.reactivecache.internal.coherence;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Follows the log for as long as the cache is open: applies every event, and after any error tails again from the
 * positions applied so far, with growing pauses.
 */
public final class LogFollower {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final InvalidationLog log;
    private final AppliedPositions positions;
    private final RecordApplier<?, ?> applier;
    private final CacheConfig config;
    private final Scheduler scheduler;
    private final Counters counters;
    private final AtomicBoolean connected = new AtomicBoolean(true);

    public LogFollower(
            InvalidationLog log,
            AppliedPositions positions,
            RecordApplier<?, ?> applier,
            CacheConfig config,
            Scheduler scheduler,
            Counters counters) {
        this.log = log;
        this.positions = positions;
        this.applier = applier;
        this.config = config;
        this.scheduler = scheduler;
        this.counters = counters;
    }

    /** Follows the log without end; never errors. Cancelling stops it. */
    public Mono<Void> follow() {
        return Flux.defer(() -> log.tail(positions.resumeFrom()))
                .concatWith(Mono.error(() -> new IllegalStateException("tail: completed (expected: no end)")))
                .doOnNext(this::apply)
                .doOnError(this::lost)
                .retryWhen(Retry.backoff(
                                Long.MAX_VALUE,
                                shorter(FIRST_PAUSE, config.log().reconnectBackoff()))
                        .maxBackoff(config.log().reconnectBackoff())
                        .scheduler(scheduler)
                        .transientErrors(true))
                .then();
    }

    private void apply(LogEvent event) {
        if (connected.compareAndSet(false, true)) {
            LOG.info("cache {}: follows the log again", config.name());
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
