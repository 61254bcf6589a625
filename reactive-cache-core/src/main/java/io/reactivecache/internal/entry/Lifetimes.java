package io.reactivecache.internal.entry;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.StaleConfig;
import io.reactivecache.config.TtlConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Gives entries their times. The ttl of each is shortened by a random part of it, up to the jitter; it is kept past its
 * ttl for as long as a stale value may be answered; and it may be refreshed from the eager part of its ttl on, or from
 * where an early refresh becomes possible.
 */
public final class Lifetimes {

    private final TtlConfig ttl;
    private final StaleConfig stale;
    private final long kept;
    private final InstantSource clock;
    private final DoubleSupplier random;

    /**
     * Times by the settings of a cache.
     *
     * @param random numbers from 0 to 1
     */
    public Lifetimes(CacheConfig config, InstantSource clock, DoubleSupplier random) {
        this.ttl = config.ttl();
        this.stale = config.stale();
        this.kept = stale.kept().toMillis();
        this.clock = clock;
        this.random = random;
    }

    /** The times in the local tier of what was loaded or put now. */
    public Lifetime local(Optional<Duration> ownTtl, int loadMicros) {
        long now = clock.millis();
        return times(now, now, now + jittered(ownTtl.orElse(ttl.local())), Long.MAX_VALUE, loadMicros);
    }

    /** The times in the local tier of what is put now. */
    public Lifetime put(Keep keep) {
        long now = clock.millis();
        return times(now, now, now + jittered(keep.ttl().orElse(ttl.local()), jitter(keep)), Long.MAX_VALUE, 0);
    }

    /** The times in the local tier of the knowledge that there is no value; it is never answered when stale. */
    public Lifetime absent(Optional<Duration> ownTtl) {
        long now = clock.millis();
        return absent(now, now, now + jittered(ownTtl.orElse(ttl.absent())));
    }

    /**
     * The times in the local tier of what came from the remote tier: it is fresh from now on for as long as any other, but
     * no longer than in the tier it came from.
     *
     * @param age the time since it was loaded or put
     * @param freshFor how long from then on it is fresh in the remote tier
     * @param kept how long from then on it is kept there
     */
    public Lifetime ofRemote(Duration age, Duration freshFor, Duration kept, int loadMicros) {
        long now = clock.millis();
        long created = now - age.toMillis();
        long freshUntil = Math.min(now + jittered(ttl.local()), created + freshFor.toMillis());
        return times(created, now, freshUntil, created + kept.toMillis(), loadMicros);
    }

    /** The times in the local tier of the knowledge, from the remote tier, that there is no value. */
    public Lifetime ofRemoteAbsence(Duration age, Duration freshFor) {
        long now = clock.millis();
        long created = now - age.toMillis();
        return absent(created, now, created + freshFor.toMillis());
    }

    /** How long what was loaded is fresh in the remote tier. */
    public Duration remoteFresh(Optional<Duration> ownTtl) {
        return Duration.ofMillis(jittered(ownTtl.orElse(ttl.remote())));
    }

    /** How long what is put is fresh in the remote tier. */
    public Duration remoteFresh(Keep keep) {
        return Duration.ofMillis(jittered(keep.ttl().orElse(ttl.remote()), jitter(keep)));
    }

    /** How long the knowledge that there is no value is fresh in the remote tier. */
    public Duration remoteAbsent(Optional<Duration> ownTtl) {
        return Duration.ofMillis(jittered(ownTtl.orElse(ttl.absent())));
    }

    /** How long it is kept there, if it is fresh for so long. */
    public Duration remoteKept(Duration fresh) {
        return fresh.isZero() ? fresh : fresh.plus(stale.kept());
    }

    /** What has no time of its own is not kept for any other. */
    private Lifetime times(long created, long now, long freshUntil, long end, int loadMicros) {
        long staleUntil = freshUntil == created ? created : freshUntil + kept;
        long eagerFrom = eagerFrom(now, freshUntil);
        long early = EarlyRefresh.earliest(freshUntil, loadMicros, stale.early());
        long quietUntil = Math.min(freshUntil, Math.min(eagerFrom, early));
        return new Lifetime(created, freshUntil, Math.min(staleUntil, end), eagerFrom, quietUntil);
    }

    /** Gone when it is no longer fresh. */
    private Lifetime absent(long created, long now, long end) {
        long eagerFrom = Math.min(end, eagerFrom(now, end));
        return new Lifetime(created, end, end, eagerFrom, eagerFrom);
    }

    private long eagerFrom(long now, long freshUntil) {
        return now + (long) ((freshUntil - now) * stale.eager());
    }

    private double jitter(Keep keep) {
        return keep.jitter().orElse(ttl.jitter());
    }

    private long jittered(Duration full) {
        return jittered(full, ttl.jitter());
    }

    private long jittered(Duration full, double part) {
        return (long) (full.toMillis() * (1 - part * random.getAsDouble()));
    }
}
