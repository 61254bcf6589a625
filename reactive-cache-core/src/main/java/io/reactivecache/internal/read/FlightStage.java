package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.config.FlightConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.Flight;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.Slot;
import io.reactivecache.spi.CacheMeter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets callers that miss at the same time share one load, and callers that find an entry on its way out share one refresh.
 *
 * <pre>
 * the key's slot holds                        the caller
 * nothing                                     starts a flight and waits for it
 * a flight, nothing to answer at once         joins it and waits
 * a flight, an entry to answer at once        is answered that
 * an entry to answer at once                  is answered it; starts a flight behind if the entry is due
 * an entry not to answer at once              starts a flight in its place and waits for it
 * what the caller may not trust               starts a flight in its place and waits for it
 * </pre>
 *
 * <p>When a flight lands the slot keeps the entry if it is still in the tier, and only then are the waiters answered. A
 * slot that was taken out meanwhile (the key was invalidated) answers those who hold it, and nobody finds it any more.
 */
public final class FlightStage<K, V> implements CallStage<K, V> {

    private final LocalTier<K, V> local;
    private final Standing standing;
    private final Waiting<K, V> waiting;
    private final Takeoffs<K, V> takeoffs;
    private final FlightConfig config;
    private final HotReads<K> reads;
    private final Counters counters;

    public FlightStage(
            LocalTier<K, V> local,
            Standing standing,
            Waiting<K, V> waiting,
            Takeoffs<K, V> takeoffs,
            FlightConfig config,
            HotReads<K> reads,
            Counters counters) {
        this.local = local;
        this.standing = standing;
        this.waiting = waiting;
        this.takeoffs = takeoffs;
        this.config = config;
        this.reads = reads;
        this.counters = counters;
    }

    /** Each turn either answers or finds that the slot it looked at is no longer the key's. */
    @Override
    public Mono<Found<V>> answer(Call<K, V> call) {
        Mono<Found<V>> answer;
        local.now(); // what nobody has read for the idle time is found no more
        do {
            Slot<V> slot = local.find(call.key());
            answer = slot == null ? started(call) : at(slot, call);
        } while (answer == null);
        return answer;
    }

    private @Nullable Mono<Found<V>> started(Call<K, V> call) {
        Takeoff<K, V> takeoff = takeoffs.awaited(call, null);
        Slot<V> claimed = takeoff.claim();
        if (claimed == takeoff.slot()) {
            return led(call, takeoff);
        }
        Slot<V> valid = local.judged(call.key(), claimed);
        return valid == null ? null : at(valid, call);
    }

    private @Nullable Mono<Found<V>> at(Slot<V> slot, Call<K, V> call) {
        Flight<V> flight = slot.flight();
        if (!call.trust().covers(slot)) {
            return replaced(slot, flight == null ? slot.entry() : flight.stale(), call);
        }
        if (flight != null) {
            return joined(call, slot, flight);
        }
        Entry<V> entry = slot.entry();
        if (entry == null || local.now() >= entry.staleUntil()) {
            local.remove(call.key(), slot); // landed with nothing to keep, or over, and still on its way out
            return null;
        }
        return standing.atOnce(entry, call.options(), local.now())
                .map(freshness -> answeredAtOnce(slot, entry, freshness, call))
                .orElseGet(() -> replaced(slot, entry, call));
    }

    private Mono<Found<V>> answeredAtOnce(Slot<V> slot, Entry<V> entry, Freshness freshness, Call<K, V> call) {
        if (standing.isDue(entry, local.now(), reads.isWorthRefreshing(call.key()))) {
            takeoffs.behind(call, entry).replace(slot);
        }
        return Mono.just(here(entry, freshness));
    }

    @SuppressWarnings("NullAway") // null: somebody else was faster
    private Mono<Found<V>> replaced(Slot<V> slot, @Nullable Entry<V> entry, Call<K, V> call) {
        Takeoff<K, V> takeoff = takeoffs.awaited(call, entry);
        return takeoff.replace(slot) ? led(call, takeoff) : null;
    }

    private @Nullable Mono<Found<V>> joined(Call<K, V> call, Slot<V> slot, Flight<V> flight) {
        Entry<V> stale = flight.stale();
        Optional<Freshness> atOnce = stale == null || !call.trust().isWhole()
                ? Optional.empty()
                : standing.atOnce(stale, call.options(), local.now());
        if (stale != null && atOnce.isPresent()) {
            flight.expect();
            return Mono.just(here(stale, atOnce.get()));
        }
        if (flight.join()) {
            counters.count(CacheMeter.LOCAL_MISS);
            counters.count(CacheMeter.FLIGHT_JOINED);
            return waiting.answer(call, slot, flight, config.waitTimeout());
        }
        local.remove(call.key(), slot); // abandoned, and still on its way out
        return null;
    }

    private Mono<Found<V>> led(Call<K, V> call, Takeoff<K, V> takeoff) {
        counters.count(CacheMeter.LOCAL_MISS);
        return waiting.answer(call, takeoff.slot(), takeoff.flight(), config.hardTimeout());
    }

    private Found<V> here(Entry<V> entry, Freshness freshness) {
        counters.count(CacheMeter.LOCAL_HIT);
        if (freshness != Freshness.FRESH) {
            counters.count(CacheMeter.STALE_SERVED);
        }
        return Found.here(entry, freshness);
    }
}
