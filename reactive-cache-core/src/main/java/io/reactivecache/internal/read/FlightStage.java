package io.reactivecache.internal.read;

import io.reactivecache.LoadTimeoutException;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.run.Outcome;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.Slot;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Lets callers that miss at the same time share one load.
 *
 * <p>The first caller claims the key's slot in the local tier and starts the flight; the others find it there and wait
 * for it. The flight sees the first caller's Context reduced to the allowed keys. When it lands, the slot keeps the entry
 * if it is still in the tier, and only then are the waiters answered. A slot that was taken out meanwhile (the key was
 * invalidated) answers those who hold it, and nobody finds it any more.
 */
public final class FlightStage<K, V> implements ReadStage<K, V> {

    private final LocalTier<K, V> local;
    private final Steps flights;
    private final CacheConfig config;
    private final Scheduler scheduler;
    private final ReadStage<K, V> next;

    public FlightStage(
            LocalTier<K, V> local, Steps flights, CacheConfig config, Scheduler scheduler, ReadStage<K, V> next) {
        this.local = local;
        this.flights = flights;
        this.config = config;
        this.scheduler = scheduler;
        this.next = next;
    }

    @Override
    public Mono<Entry<V>> read(Read<K, V> read) {
        return Mono.deferContextual(context -> joined(read, context));
    }

    private Mono<Entry<V>> joined(Read<K, V> read, ContextView context) {
        Takeoff takeoff = new Takeoff(reduced(context));
        while (true) {
            Slot<V> slot = takeoff.claim(read.key());
            Outcome<Entry<V>> flight = slot.flight();
            if (flight == takeoff.flight) {
                takeoff.start(read);
            }
            if (flight != null) {
                return flight.await();
            }
            Entry<V> entry = slot.entry();
            if (entry != null) {
                return Mono.just(entry);
            }
            local.remove(read.key(), slot); // landed with nothing to keep, and still on its way out
        }
    }

    private Context reduced(ContextView context) {
        Context allowed = Context.empty();
        for (Object key : config.flight().contextKeys()) {
            if (context.hasKey(key)) {
                allowed = allowed.put(key, context.get(key));
            }
        }
        return allowed;
    }

    private final class Takeoff {

        private final Outcome<Entry<V>> flight;
        private final Slot<V> free;

        Takeoff(Context context) {
            this.flight = new Outcome<>(context, this::land);
            this.free = new Slot<>(flight);
        }

        /** If the tier fails it may have taken the slot all the same: nobody may be left waiting for it. */
        Slot<V> claim(K key) {
            try {
                return local.claim(key, free);
            } catch (Throwable failure) {
                Exceptions.throwIfJvmFatal(failure);
                flight.onError(failure);
                throw failure;
            }
        }

        void start(Read<K, V> read) {
            Mono<Entry<V>> load = flights.begin() ? limited(read) : Mono.error(flights.overloaded());
            load.subscribe(flight);
        }

        private Mono<Entry<V>> limited(Read<K, V> read) {
            Mono<Entry<V>> tooLong = Mono.error(() -> new LoadTimeoutException(config.maxLoadTime()));
            return Mono.defer(() -> next.read(read))
                    .timeout(config.maxLoadTime(), tooLong, scheduler)
                    .doFinally(signal -> flights.end());
        }

        private void land(@Nullable Entry<V> entry) {
            free.land(entry != null && entry.stamp().isPresent() ? entry : null);
        }
    }
}
