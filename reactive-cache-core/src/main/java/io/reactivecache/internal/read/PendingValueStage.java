package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.ReadOptions;
import io.reactivecache.ReadOptions.Use;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.PendingValues;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Answers with the value of a write of this node that is on its way, unless the read asks for something else. */
public final class PendingValueStage<K, V> implements CallStage<K, V> {

    private final PendingValues<K, V> pending;
    private final LocalTier<K, V> local;
    private final CallStage<K, V> next;

    public PendingValueStage(PendingValues<K, V> pending, LocalTier<K, V> local, CallStage<K, V> next) {
        this.pending = pending;
        this.local = local;
        this.next = next;
    }

    @Override
    public Mono<Found<V>> answer(Call<K, V> call) {
        Entry<V> entry = mayUse(call.options()) ? pending.find(call.key()) : null;
        return entry == null || local.now() >= entry.staleUntil()
                ? next.answer(call)
                : Mono.just(Found.here(entry, Freshness.FRESH));
    }

    private static boolean mayUse(ReadOptions options) {
        Use use = options.use();
        Optional<?> position = options.notBefore();
        return position.isEmpty() && (use == Use.ALL || use == Use.LOCAL_ONLY);
    }
}
