package io.reactivecache.internal.read;

import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Lets reads through while the cache is open. */
public final class OpenStage<K, V> implements CallStage<K, V> {

    private final Supplier<Mono<Void>> open;
    private final CallStage<K, V> next;

    /**
     * The stage.
     *
     * @param open gives what completes while the cache is open and errors afterwards
     */
    public OpenStage(Supplier<Mono<Void>> open, CallStage<K, V> next) {
        this.open = open;
        this.next = next;
    }

    @Override
    public Mono<Found<V>> answer(Call<K, V> call) {
        return Mono.defer(open).then(next.answer(call));
    }
}
