package io.reactivecache.internal.coherence;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Isolation;
import io.reactivecache.internal.entry.Lag;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Finds out, again and again, as of which time this node is current: notes the time, asks the log for its end, and waits until
 * this node has applied that. Whatever was announced before the time noted is then applied, since it was before the end.
 *
 * <p>One question is asked at a time, and given up after half of {@code maxStaleness}; a few answers are waited for side by
 * side, so that a node that lags by less than {@code maxStaleness} is not taken for isolated. A node that applies nothing at
 * all for ten seconds while there is something to apply has a tail that is dead without knowing it, and begins another
 * one.
 */
public final class LogProbe {

    private static final int WAITS = 16;
    private static final Duration LONG_SILENCE = Duration.ofSeconds(10);

    private final InvalidationLog log;
    private final AppliedPositions positions;
    private final Isolation isolation;
    private final Lag lag;
    private final Runnable tailAnew;
    private final CacheConfig config;
    private final Scheduler scheduler;
    private final Counters counters;
    private final AtomicLong heard;

    /**
     * A probe.
     *
     * @param tailAnew makes the follower begin another tail
     */
    public LogProbe(
            InvalidationLog log,
            AppliedPositions positions,
            Isolation isolation,
            Lag lag,
            Runnable tailAnew,
            CacheConfig config,
            Scheduler scheduler,
            Counters counters) {
        this.log = log;
        this.positions = positions;
        this.isolation = isolation;
        this.lag = lag;
        this.tailAnew = tailAnew;
        this.config = config;
        this.scheduler = scheduler;
        this.counters = counters;
        this.heard = new AtomicLong(isolation.now());
    }

    /** Probes without end; never errors. Cancelling stops it. */
    public Mono<Void> run() {
        return Flux.interval(config.staleness().probeInterval(), scheduler)
                .doOnNext(tick -> isolation.look())
                .onBackpressureDrop()
                .concatMap(tick -> asked(), 1)
                .flatMap(this::reached, WAITS)
                .then();
    }

    /**
     * An answer of the log.
     *
     * @param at the time before it was asked
     * @param applied what this node had applied then; empty if it had not begun
     */
    private record Answer(long at, Optional<LogPositions> applied, LogPositions end) {}

    private Mono<Answer> asked() {
        return Mono.defer(() -> {
            long now = isolation.now();
            Optional<LogPositions> applied = positions.resumeFrom();
            return log.end()
                    .timeout(config.staleness().maxStaleness().dividedBy(2), scheduler)
                    .doOnNext(lag::endsAt)
                    .map(end -> new Answer(now, applied, end))
                    .onErrorResume(failure -> failed());
        });
    }

    private Mono<Void> reached(Answer answer) {
        return positions
                .await(answer.end)
                .publishOn(scheduler)
                .thenReturn(true)
                .timeout(left(answer), Mono.just(false), scheduler)
                .onErrorReturn(false)
                .flatMap(reached -> reached ? succeeded(answer) : behind(answer));
    }

    /** After that it would be known to be current as of a time that is too long ago. */
    private Duration left(Answer answer) {
        long passed = Math.max(0, isolation.now() - answer.at);
        Duration left = config.staleness().maxStaleness().minusMillis(passed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Mono<Void> succeeded(Answer answer) {
        return Mono.fromRunnable(() -> {
            counters.count(CacheMeter.PROBE);
            isolation.current(answer.at);
            heard.accumulateAndGet(answer.at, Math::max);
        });
    }

    private Mono<Void> behind(Answer answer) {
        return Mono.defer(() -> {
            long now = isolation.now();
            if (!positions.resumeFrom().equals(answer.applied)) {
                heard.set(now);
            } else if (isTimeForAnother(now)) {
                tailAnew.run();
            }
            return failed();
        });
    }

    /** Another tail gets as much time as the one before: it may take long to begin. */
    private boolean isTimeForAnother(long now) {
        long last = heard.get();
        return now - last >= LONG_SILENCE.toMillis() && heard.compareAndSet(last, now);
    }

    private <T> Mono<T> failed() {
        return Mono.fromRunnable(() -> {
            counters.count(CacheMeter.PROBE_FAILURE);
            isolation.look();
        });
    }
}
