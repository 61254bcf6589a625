package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.ReadOptions;
import io.reactivecache.ReadOptions.Use;
import io.reactivecache.config.StaleConfig;
import io.reactivecache.internal.entry.EarlyRefresh;
import io.reactivecache.internal.entry.Entry;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How an entry of the local tier stands with a caller: what of it may be answered, and whether it is to be replaced. */
public final class Standing {

    private static final double BITS = 0x1.0p-53;

    private final StaleConfig stale;

    public Standing(StaleConfig stale) {
        this.stale = stale;
    }

    /** What to answer of an entry at once, without waiting for a load; empty if a load must be waited for. */
    public Optional<Freshness> atOnce(Entry<?> entry, ReadOptions options, long now) {
        if (!usesLocal(options) || now >= entry.staleUntil()) {
            return Optional.empty();
        }
        if (now < entry.freshUntil()) {
            return Optional.of(Freshness.FRESH);
        }
        boolean revalidated = now < entry.freshUntil() + stale.revalidate().toMillis();
        if (entry.isThrottled(now) && (revalidated || isAcceptable(entry, options, now))) {
            return Optional.of(inPlace(entry, Freshness.THROTTLED));
        }
        return revalidated ? Optional.of(Freshness.REVALIDATING) : Optional.empty();
    }

    /**
     * True if a read that was answered an entry at once has to see to it that it is replaced.
     *
     * @param worthRefreshing true if the key is one to refresh early, at random
     */
    public boolean isDue(Entry<?> entry, long now, boolean worthRefreshing) {
        if (entry.isThrottled(now)) {
            return false;
        }
        return now >= entry.freshUntil() || now >= entry.eagerFrom() || worthRefreshing && isEarly(entry, now);
    }

    /** True if an entry may be answered if a newer one cannot be had. */
    public boolean isAcceptable(Entry<?> entry, ReadOptions options, long now) {
        if (now >= entry.staleUntil()) {
            return false;
        }
        long max = options.staleIfError().orElse(stale.max()).toMillis();
        boolean wanted = usesLocal(options) || max > 0;
        return entry.isDefault() || wanted && now < entry.freshUntil() + max;
    }

    /** The reason to answer an entry that is not fresh. */
    public Freshness inPlace(Entry<?> entry, Freshness reason) {
        return entry.isDefault() ? Freshness.DEFAULT : reason;
    }

    private boolean isEarly(Entry<?> entry, long now) {
        double u = (ThreadLocalRandom.current().nextLong() >>> 11) * BITS;
        return EarlyRefresh.isDue(now, entry.freshUntil(), entry.loadMicros(), stale.early(), 1 - u);
    }

    private static boolean usesLocal(ReadOptions options) {
        return options.use() == Use.ALL || options.use() == Use.LOCAL_ONLY;
    }
}
