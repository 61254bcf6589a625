package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.LocalTier;
import org.jspecify.annotations.Nullable;

/** Prepares flights. A flight sees the Context of the caller that starts it, reduced to the allowed keys. */
public final class Takeoffs<K, V> {

    private final LocalTier<K, V> local;
    private final boolean mayBeAbandoned;
    private final LoadLimits limits;
    private final Landing<K, V> landing;
    private final ReadStage<K, V> next;

    /**
     * Takeoffs.
     *
     * @param mayBeAbandoned true if a flight is cancelled when all who waited for it have cancelled
     */
    public Takeoffs(
            LocalTier<K, V> local,
            boolean mayBeAbandoned,
            LoadLimits limits,
            Landing<K, V> landing,
            ReadStage<K, V> next) {
        this.local = local;
        this.mayBeAbandoned = mayBeAbandoned;
        this.limits = limits;
        this.landing = landing;
        this.next = next;
    }

    /** A flight a caller is going to wait for. */
    Takeoff<K, V> awaited(Call<K, V> call, @Nullable Entry<V> stale) {
        Takeoff<K, V> takeoff = takeoff(call, stale);
        takeoff.flight().join();
        return takeoff;
    }

    /** A flight behind a caller who has its answer. */
    Takeoff<K, V> behind(Call<K, V> call, Entry<V> stale) {
        Takeoff<K, V> takeoff = takeoff(call, stale);
        takeoff.flight().expect();
        return takeoff;
    }

    private Takeoff<K, V> takeoff(Call<K, V> call, @Nullable Entry<V> stale) {
        return new Takeoff<>(
                local,
                landing,
                call,
                limits.reduced(call.context()),
                mayBeAbandoned,
                stale,
                read -> limits.within(next, read, Loaded::entry));
    }
}
