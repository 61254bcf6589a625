package io.reactivecache.internal.read;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Lets reads through while the cache is open. */
public final class OpenStage<K, V> implements CallStage<K, V> {

    private final BooleanSupplier closed;
    private final Supplier<? extends Throwable> refusal;
    private final CallStage<K, V> next;

    /**
     * The stage.
     *
     * @param closed true once the cache is closed
     * @param refusal gives what reads error with then
     */
    public OpenStage(BooleanSupplier closed, Supplier<? extends Throwable> refusal, CallStage<K, V> next) {
        this.closed = closed;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public Mono<Found<V>> answer(Call<K, V> call) {
        return closed.getAsBoolean() ? Mono.error(refusal.get()) : next.answer(call);
    }
}
