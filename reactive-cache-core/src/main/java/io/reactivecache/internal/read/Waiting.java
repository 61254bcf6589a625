package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.LoadTimeoutException;
import io.reactivecache.config.FlightConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.run.View;
import io.reactivecache.internal.tier.Flight;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.Slot;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;

/**
 * How a caller waits for a flight: with its own deadline, and with what it may be answered instead. After the soft timeout
 * a stale entry is answered if there is one; after the hard timeout, or when the flight fails, a stale entry or the error.
 * Neither ends the flight.
 */
public final class Waiting<K, V> {

    private final LocalTier<K, V> local;
    private final Standing standing;
    private final FlightConfig config;
    private final Scheduler scheduler;
    private final Counters counters;

    public Waiting(
            LocalTier<K, V> local, Standing standing, FlightConfig config, Scheduler scheduler, Counters counters) {
        this.local = local;
        this.standing = standing;
        this.config = config;
        this.scheduler = scheduler;
        this.counters = counters;
    }

    /**
     * Emits what the flight brings or what is answered instead. The caller has joined the flight, and leaves it with this.
     *
     * @param limit how long it is waited for
     */
    Mono<Found<V>> answer(Call<K, V> call, Slot<V> slot, Flight<V> flight, Duration limit) {
        Duration hard = call.within(limit);
        if (!isLimit(hard) && config.softTimeout().compareTo(hard) >= 0) {
            return flight.await(new Sight(call, slot, flight, true));
        }
        return limited(flight.await(new Sight(call, slot, flight, false)), call, flight, hard)
                .doFinally(signal -> flight.leave(signal == SignalType.CANCEL));
    }

    /** A flight as a caller sees it. */
    private final class Sight implements View<Entry<V>, Found<V>> {

        private final Call<K, V> call;
        private final Slot<V> slot;
        private final Flight<V> flight;
        private final boolean leaves;

        /**
         * A sight.
         *
         * @param leaves false if the caller leaves the flight by itself
         */
        Sight(Call<K, V> call, Slot<V> slot, Flight<V> flight, boolean leaves) {
            this.call = call;
            this.slot = slot;
            this.flight = flight;
            this.leaves = leaves;
        }

        @Override
        public Found<V> of(Entry<V> brought) {
            return new Found<>(brought, false, Freshness.FRESH, slot.isDetached());
        }

        @Override
        public @Nullable Found<V> insteadOf(Throwable failure) {
            return instead(call, flight, Freshness.FAILED).orElse(null);
        }

        @Override
        public void left(boolean cancelled) {
            if (leaves) {
                flight.leave(cancelled);
            }
        }
    }

    private Mono<Found<V>> limited(Mono<Found<V>> brought, Call<K, V> call, Flight<V> flight, Duration hard) {
        Mono<Found<V>> tooLong = Mono.defer(() -> instead(call, flight, Freshness.LATE)
                .map(Mono::just)
                .orElseGet(() -> Mono.error(new LoadTimeoutException(hard))));
        Duration soft = config.softTimeout();
        if (soft.compareTo(hard) >= 0) {
            return brought.timeout(hard, tooLong, scheduler);
        }
        long asked = scheduler.now(TimeUnit.NANOSECONDS);
        Mono<Found<V>> late = Mono.defer(() -> instead(call, flight, Freshness.LATE)
                .map(Mono::just)
                .orElseGet(() -> brought.timeout(left(hard, asked), tooLong, scheduler)));
        return brought.timeout(soft, late, scheduler);
    }

    /** What is left of the limit: the first timer may have been late, and the next one must not add to it. */
    private Duration left(Duration hard, long asked) {
        long passed = Math.max(config.softTimeout().toNanos(), scheduler.now(TimeUnit.NANOSECONDS) - asked);
        return Duration.ofNanos(Math.max(0, hard.toNanos() - passed));
    }

    /** The flight itself ends at {@code maxLoadTime}: nobody needs a timer for that. */
    private boolean isLimit(Duration hard) {
        return hard.compareTo(config.maxLoadTime()) < 0;
    }

    /** What is answered in place of what the flight brings, if there is anything. */
    private Optional<Found<V>> instead(Call<K, V> call, Flight<V> flight, Freshness reason) {
        Entry<V> stale = flight.stale();
        long now = local.now();
        if (stale == null || !isTrusted(stale, call) || !isAcceptable(stale, call, reason, now)) {
            return Optional.empty();
        }
        counters.count(CacheMeter.STALE_SERVED);
        return Optional.of(Found.here(stale, standing.inPlace(stale, reason)));
    }

    /** A stale entry was right at some time before; on a node that is isolated nobody knows how long before. */
    private static <K, V> boolean isTrusted(Entry<V> stale, Call<K, V> call) {
        return call.trust().isWhole() || stale.isDefault();
    }

    /** A default was made for this very failure: it is answered even if it is kept no longer. */
    private boolean isAcceptable(Entry<V> stale, Call<K, V> call, Freshness reason, long now) {
        boolean madeForIt = stale.isDefault() && reason == Freshness.FAILED;
        return madeForIt || standing.isAcceptable(stale, call.options(), now);
    }
}
