package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.filter.FilterGate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Ends reads of keys that do not exist before anybody else is asked, as far as the key filter knows: on a node that is isolated
 * it does not.
 */
public final class FilterStage<K, V> implements CallStage<K, V> {

    private final FilterGate gate;
    private final KeySpace<K> keys;
    private final CallStage<K, V> next;

    public FilterStage(FilterGate gate, KeySpace<K> keys, CallStage<K, V> next) {
        this.gate = gate;
        this.keys = keys;
        this.next = next;
    }

    @Override
    public Mono<Found<V>> answer(Call<K, V> call) {
        if (call.trust().isIsolated()) {
            return next.answer(call);
        }
        return Mono.defer(() -> gate.mightContain(keys.encode(call.key())))
                .flatMap(passed -> passed ? next.answer(call).doOnSuccess(this::judge) : Mono.empty());
    }

    private void judge(@Nullable Found<V> found) {
        if (found == null || found.entry().isAbsent() && !found.local()) {
            gate.passedInVain();
        }
    }
}
