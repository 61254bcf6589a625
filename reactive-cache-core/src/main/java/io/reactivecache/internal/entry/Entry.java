package io.reactivecache.internal.entry;

import io.reactivecache.Position;
import io.reactivecache.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value, or the knowledge that there is none, with what is known of it. Times are milliseconds of this node's clock.
 * Immutable, but for a note of its last reader.
 *
 * <p>Until {@link #quietUntil()} a read has nothing to do but to answer: that is all the hit path asks.
 */
public final class Entry<V> {

    private static final int TIME_SHIFT = 36;
    private static final long ONE = 1L << Integer.SIZE;
    private static final long COUNT = 15 * ONE;

    private final @Nullable V value;
    private final Source source;
    private final @Nullable Position stamp;
    private final Traits traits;
    private final long created;
    private final long freshUntil;
    private final long staleUntil;
    private final long eagerFrom;
    private final long quietUntil;
    private final long retryFrom;
    private final int loadMicros;

    /** The last bits of a time, of how often it was noted again then, and of a version. A time of 74 hours ago looks the same. */
    private volatile long noted;

    private Entry(
            @Nullable V value,
            Source source,
            @Nullable Position stamp,
            Traits traits,
            Lifetime times,
            long retryFrom,
            int loadMicros) {
        this.value = value;
        this.source = source;
        this.stamp = stamp;
        this.traits = traits;
        this.created = times.created();
        this.freshUntil = times.freshUntil();
        this.staleUntil = times.staleUntil();
        this.eagerFrom = times.eagerFrom();
        this.quietUntil = times.quietUntil();
        this.retryFrom = retryFrom;
        this.loadMicros = loadMicros;
    }

    /** A value that reflects the log up to a stamp, so that the tiers may keep it; none if it is known to be absent. */
    public static <V> Entry<V> of(
            Optional<V> value, Source source, Optional<Position> stamp, Traits traits, Lifetime times, int loadMicros) {
        return new Entry<>(value.orElse(null), source, stamp.orElse(null), traits, times, 0, loadMicros);
    }

    /** A value that was put. */
    public static <V> Entry<V> put(V value, Position stamp, Traits traits, Lifetime times) {
        return new Entry<>(value, Source.LOADED, stamp, traits, times, 0, 0);
    }

    /**
     * A value that is being put, none if the key is being removed: this node's reads are answered with it, and no tier
     * keeps it.
     */
    public static <V> Entry<V> pending(Optional<V> value, Lifetime times) {
        return of(value, Source.LOADED, Optional.empty(), Traits.NONE, times, 0);
    }

    /** What is answered in place of a value that could not be loaded; another try is made from a time on. */
    public static <V> Entry<V> byDefault(V value, long now, long retryFrom) {
        Lifetime times = new Lifetime(now, now, retryFrom, now, now);
        return new Entry<>(value, Source.DEFAULT, null, Traits.NONE, times, retryFrom, 0);
    }

    /** The same after a failed load, not to be tried again before a time. */
    public Entry<V> throttled(long until) {
        long quiet = Math.max(quietUntil, Math.min(freshUntil, until));
        Lifetime times = new Lifetime(created, freshUntil, staleUntil, eagerFrom, quiet);
        return new Entry<>(value, source, stamp, traits, times, until, loadMicros);
    }

    /** The same, stale from now on if it was not before; what is known to be absent is over then. */
    public Entry<V> expired(long now) {
        long fresh = Math.min(freshUntil, now);
        long over = isAbsent() ? fresh : staleUntil;
        Lifetime times = new Lifetime(created, fresh, over, Math.min(eagerFrom, fresh), Math.min(quietUntil, fresh));
        return new Entry<>(value, source, stamp, traits, times, retryFrom, loadMicros);
    }

    /** The same, to be answered to those who wait for it and kept by no tier. */
    public Entry<V> passing() {
        Lifetime over = new Lifetime(created, created, created, created, created);
        return new Entry<>(value, source, stamp, traits, over, retryFrom, loadMicros);
    }

    /** True if it is known that there is no value. */
    public boolean isAbsent() {
        return value == null;
    }

    /**
     * The value.
     *
     * @throws IllegalStateException if there is none
     */
    public V value() {
        if (value == null) {
            throw new IllegalStateException("value: absent (expected: present)");
        }
        return value;
    }

    /** Where this node got the value from. */
    public Source source() {
        return source;
    }

    /** True if it is not a value of the key but what is answered in its place. */
    public boolean isDefault() {
        return source == Source.DEFAULT;
    }

    /** The position the value reflects; empty if no tier may keep it. */
    public Optional<Position> stamp() {
        return Optional.ofNullable(stamp);
    }

    /** True if the value was stamped before the record at this position, which therefore makes it invalid. */
    public boolean isOlderThan(Position record) {
        return stamp == null || !stamp.reflects(record);
    }

    /** What the loader said of it. */
    public Traits traits() {
        return traits;
    }

    /** When the value was loaded or put. */
    public long created() {
        return created;
    }

    /** From when on it is stale. */
    public long freshUntil() {
        return freshUntil;
    }

    /** True if it is stale by then. */
    public boolean isStale(long now) {
        return now >= freshUntil;
    }

    /** From when on it may not be answered at all. */
    public long staleUntil() {
        return staleUntil;
    }

    /** From when on a read refreshes it. */
    public long eagerFrom() {
        return eagerFrom;
    }

    /** From when on a read may have more to do than to answer. */
    public long quietUntil() {
        return quietUntil;
    }

    /** True if a load failed so recently that another one should not be tried yet. */
    public boolean isThrottled(long now) {
        return now < retryFrom;
    }

    /** What loading it took, in microseconds; 0 if it was put. */
    public int loadMicros() {
        return loadMicros;
    }

    /** Notes that it was found at a time, and valid by the markers of a version. */
    public void note(long now, int version) {
        long first = noting(now, version);
        long before = noted;
        if ((before & ~COUNT) != first) {
            noted = first;
        } else if ((before & COUNT) != COUNT) {
            noted = before + ONE;
        }
    }

    /** True if that was noted 16 times, of the same millisecond and the same version. */
    public boolean isNotedOften(long now, int version) {
        return noted == (noting(now, version) | COUNT);
    }

    private static long noting(long now, int version) {
        return now << TIME_SHIFT | Integer.toUnsignedLong(version);
    }
}
