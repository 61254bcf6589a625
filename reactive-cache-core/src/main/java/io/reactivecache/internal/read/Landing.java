package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.Flight;
import io.reactivecache.internal.tier.LocalTier;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the local tier keeps when a flight ends: what it brought; after a failure the stale entry or the default,
 * so that no other load is tried for a while; after it was abandoned what was there before.
 */
public final class Landing<K, V> {

    private final LocalTier<K, V> local;
    private final long throttle;
    private final Function<? super K, Optional<V>> byDefault;
    private final Predicate<K> fenced;

    /**
     * A landing.
     *
     * @param throttle how long after a failure no other load is tried, if there is something to answer
     * @param byDefault gives the value to answer in place of one that could not be loaded
     * @param fenced tells whether nothing may be kept of a key
     */
    public Landing(
            LocalTier<K, V> local, Duration throttle, Function<? super K, Optional<V>> byDefault, Predicate<K> fenced) {
        this.local = local;
        this.throttle = throttle.toMillis();
        this.byDefault = byDefault;
        this.fenced = fenced;
    }

    /**
     * What the local tier keeps; {@code null} for nothing.
     *
     * @param brought what the flight brought, if anything
     * @param failure why it failed, if it did
     */
    @Nullable
    Entry<V> left(K key, Flight<V> flight, @Nullable Entry<V> brought, @Nullable Throwable failure) {
        long now = local.now();
        if (failure != null) {
            flight.offer(rescue(key, flight.stale(), now));
        }
        return fenced.test(key) ? null : kept(failure != null || flight.isAbandoned() ? flight.stale() : brought, now);
    }

    private @Nullable Entry<V> rescue(K key, @Nullable Entry<V> stale, long now) {
        long until = now + throttle;
        if (stale != null && now < stale.staleUntil()) {
            return stale.throttled(until);
        }
        return defaultOf(key).map(value -> Entry.byDefault(value, now, until)).orElse(null);
    }

    /** A default that cannot be made is none: the callers hear why the load failed. */
    private Optional<V> defaultOf(K key) {
        try {
            return Objects.requireNonNull(byDefault.apply(key), "default");
        } catch (RuntimeException unavailable) {
            return Optional.empty();
        }
    }

    /** What has no stamp is not kept, but for a default: it is no value of the key, and any record removes it. */
    private static <V> @Nullable Entry<V> kept(@Nullable Entry<V> left, long now) {
        if (left == null || left.stamp().isEmpty() && !left.isDefault()) {
            return null;
        }
        return now < left.staleUntil() ? left : null;
    }
}
