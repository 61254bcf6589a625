package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.Flight;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.Slot;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One flight before it has a slot. It starts when it gets one. */
final class Takeoff<K, V> {

    private final LocalTier<K, V> local;
    private final Call<K, V> call;
    private final Flight<V> flight;
    private final Slot<V> slot;
    private final Mono<Entry<V>> load;

    Takeoff(
            LocalTier<K, V> local,
            Landing<K, V> landing,
            Call<K, V> call,
            Context context,
            boolean mayBeAbandoned,
            @Nullable Entry<V> stale,
            Loads<K, V> loads) {
        this.local = local;
        this.call = call;
        this.flight =
                new Flight<>(context, mayBeAbandoned, stale, (brought, failure) -> landed(landing, brought, failure));
        this.slot = call.trust().slot(flight);
        this.load = loads.of(Read.of(call, flight));
    }

    /** Makes the load of a flight. */
    interface Loads<K, V> {

        /** The load; what it came to is the outcome of the flight. */
        Mono<Entry<V>> of(Read<K, V> read);
    }

    Flight<V> flight() {
        return flight;
    }

    Slot<V> slot() {
        return slot;
    }

    /** Takes the key's slot if nobody has it. Gives the slot the key has then. */
    Slot<V> claim() {
        Slot<V> claimed = guarded(() -> local.claim(call.key(), slot));
        if (claimed == slot) {
            start();
        }
        return claimed;
    }

    /** Takes the key's slot in place of another one, unless somebody else was faster. */
    boolean replace(Slot<V> old) {
        boolean replaced = guarded(() -> local.replace(call.key(), old, slot));
        if (replaced) {
            start();
        }
        return replaced;
    }

    private void start() {
        call.terms().watch().started(call.key());
        load.subscribe(flight.outcome());
    }

    /** If nobody can tell what to keep, nothing is kept, and those who wait hear why. */
    private void landed(Landing<K, V> landing, @Nullable Entry<V> brought, @Nullable Throwable failure) {
        Entry<V> left = null;
        try {
            left = local.kept(call.key(), slot, landing.left(call.key(), flight, brought, failure));
        } finally {
            if (left != brought) {
                slot.landsWithFormer();
            }
            local.land(slot, left, left == brought);
            call.terms().watch().ended(call.key());
        }
    }

    /** If the tier fails it may have taken the slot all the same: nobody may be left waiting for it. */
    private <T> T guarded(Supplier<T> taking) {
        try {
            return taking.get();
        } catch (Throwable failure) {
            Exceptions.throwIfJvmFatal(failure);
            flight.outcome().onError(failure);
            throw failure;
        }
    }
}
