package io.reactivecache.internal.read;

import io.reactivecache.Freshness;
import io.reactivecache.internal.tier.Flight;
import reactor.core.publisher.Mono;

/** Reads on behalf of one caller, past the local tier and its flights, within the same limits. */
public final class Alone<K, V> implements DirectStage.Sources<K, V> {

    private final LoadLimits limits;
    private final ReadStage<K, V> remote;
    private final ReadStage<K, V> load;

    /**
     * Reads.
     *
     * @param remote reads the remote tier and nothing else
     * @param load loads the value and keeps it nowhere
     */
    public Alone(LoadLimits limits, ReadStage<K, V> remote, ReadStage<K, V> load) {
        this.limits = limits;
        this.remote = remote;
        this.load = load;
    }

    @Override
    public Mono<Found<V>> remote(Call<K, V> call) {
        return read(call, remote);
    }

    @Override
    public Mono<Found<V>> load(Call<K, V> call) {
        return read(call, load);
    }

    private Mono<Found<V>> read(Call<K, V> call, ReadStage<K, V> stage) {
        Flight<V> flight = new Flight<>(limits.reduced(call.context()), false, null, (brought, failure) -> {});
        return limits.forCaller(call, limits.within(stage, Read.of(call, flight), Alone::found));
    }

    private static <V> Found<V> found(Loaded<V> loaded) {
        return new Found<>(loaded.entry(), false, Freshness.FRESH, false);
    }
}
