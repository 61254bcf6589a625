package io.reactivecache.internal.entry;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Whether this node is in touch with the log, and so may answer what it has.
 *
 * <pre>
 * STARTING   the log began, or began anew: what is needed before the tiers are used is not done yet
 * FOLLOWING  every change announced before a time t0 is applied, and t0 is less than maxStaleness ago
 * ISOLATED   t0 is longer ago
 *
 * STARTING  -- current(t0) ------------------------> FOLLOWING, or ISOLATED if t0 is too long ago
 * FOLLOWING -- time passes ------------------------> ISOLATED
 * ISOLATED  -- current(t0) ------------------------> FOLLOWING
 * any       -- starting() -------------------------> STARTING
 * </pre>
 *
 * <p>No timer leads to ISOLATED: each read compares the clock with the time until which this node is current. So a process
 * that was stopped finds itself isolated at its first read, before anything else has run. The time is this process's own
 * and never goes back.
 *
 * <p>A node whose log is in the same process is never isolated: nothing can be between them.
 */
public final class Isolation {

    private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);
    private static final long NEVER = Long.MIN_VALUE;
    private static final long ALWAYS = Long.MAX_VALUE;

    private final CacheConfig config;
    private final InstantSource ticker;
    private final boolean isBounded;
    private final boolean isOneClock;
    private final Counters counters;
    private final Sinks.Empty<Void> started = Sinks.empty();
    private volatile long currentUntil = NEVER;
    private volatile long currentAsOf = NEVER;
    private volatile boolean starting = true;
    private boolean isolated;

    /** What the state machine is in. */
    public enum State {
        /** Not everything is known yet that is needed to use the tiers. */
        STARTING,
        /** In touch with the log. */
        FOLLOWING,
        /** Out of touch with the log for too long. */
        ISOLATED
    }

    private Isolation(
            CacheConfig config, InstantSource ticker, boolean isBounded, boolean isOneClock, Counters counters) {
        this.config = config;
        this.ticker = ticker;
        this.isBounded = isBounded;
        this.isOneClock = isOneClock;
        this.counters = counters;
    }

    /** Of a node that cannot be cut off. */
    public static Isolation never(CacheConfig config, InstantSource ticker, Counters counters) {
        return new Isolation(config, ticker, false, true, counters);
    }

    /**
     * Of a node that is isolated after {@code maxStaleness}.
     *
     * @param ticker the clock that bounds staleness
     * @param clock the clock that ends entries; if it is the same, reads need look at it only once
     */
    public static Isolation after(CacheConfig config, InstantSource ticker, InstantSource clock, Counters counters) {
        return new Isolation(config, ticker, true, ticker.equals(clock), counters);
    }

    /** The time in milliseconds, by the clock that bounds staleness. */
    public long now() {
        return ticker.millis();
    }

    /**
     * True if what this node has may be answered. To be asked before looking at what there is.
     *
     * @param entriesNow the time by the clock that ends entries, just read
     */
    public boolean isCurrent(long entriesNow) {
        return (isOneClock ? entriesNow : ticker.millis()) < currentUntil;
    }

    /** True if what this node has may be answered at a time {@link #now()}. */
    public boolean isCurrentAt(long now) {
        return now < currentUntil;
    }

    /** True if this node does not know yet what it needs to use its tiers. */
    public boolean isStarting() {
        return starting;
    }

    /** How long a node may be out of touch. */
    public Duration maxStaleness() {
        return config.staleness().maxStaleness();
    }

    /** How long ago every change was last known to be applied; empty if it never was. */
    public Optional<Duration> staleness() {
        long asOf = currentAsOf;
        if (asOf == NEVER) {
            return Optional.empty();
        }
        return Optional.of(isBounded ? Duration.ofMillis(Math.max(0, now() - asOf)) : Duration.ZERO);
    }

    /** The state now. */
    public State state() {
        if (starting) {
            return State.STARTING;
        }
        return isCurrentAt(now()) ? State.FOLLOWING : State.ISOLATED;
    }

    /** Completes when this node is in touch with the log for the first time; at once if it was. */
    public Mono<Void> started() {
        return started.asMono();
    }

    /** The log begins, or begins anew: the tiers are not used before {@link #started(long)}. */
    public synchronized void starting() {
        starting = true;
        currentUntil = NEVER;
    }

    /** Everything needed to use the tiers is known, and every change announced before a time is applied. */
    public void started(long asOf) {
        raise(asOf, true);
        tellStarted();
    }

    /** Every change announced before a time is applied. */
    public void current(long asOf) {
        raise(asOf, false);
        tellStarted();
    }

    private synchronized void raise(long asOf, boolean ready) {
        look();
        currentAsOf = Math.max(currentAsOf, asOf);
        if (ready || !starting) {
            currentUntil = isBounded ? currentAsOf + maxStaleness().toMillis() : ALWAYS;
            starting = false;
            look();
        }
    }

    /** Outside the lock: what waits for it is not ours. */
    private void tellStarted() {
        if (state() == State.FOLLOWING) {
            started.tryEmitEmpty();
        }
    }

    /** Counts and logs a change between being in touch and being isolated, if there was one since this was last called. */
    public synchronized void look() {
        State now = state();
        if (now != State.STARTING && isolated != (now == State.ISOLATED)) {
            isolated = !isolated;
            changed();
        }
    }

    private void changed() {
        if (isolated) {
            counters.count(CacheMeter.ISOLATION);
            LOG.warn(
                    "cache {}: isolated, out of touch with the log for more than {} ({})",
                    config.name(),
                    maxStaleness(),
                    config.staleness().whenIsolated());
        } else {
            LOG.info("cache {}: in touch with the log again", config.name());
        }
    }
}
