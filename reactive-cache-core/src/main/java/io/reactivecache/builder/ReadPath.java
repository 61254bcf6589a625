package io.reactivecache.builder;

import io.reactivecache.CacheClosedException;
import io.reactivecache.internal.read.FlightStage;
import io.reactivecache.internal.read.LoadStage;
import io.reactivecache.internal.read.LocalFirst;
import io.reactivecache.internal.read.OpenStage;
import io.reactivecache.internal.read.ReadStage;
import io.reactivecache.internal.read.RemoteStage;
import io.reactivecache.internal.read.StampStage;
import io.reactivecache.internal.tier.RemoteTier;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** The order of the read path: local, then one flight per key, which notes its stamp, asks the remote tier, and loads. */
final class ReadPath {

    private ReadPath() {}

    static <K, V> LocalFirst<K, V> of(Wiring<K, V> w, BooleanSupplier closed) {
        ReadStage<K, V> load = new LoadStage<>(w.config, w.clock, w.counters);
        ReadStage<K, V> remote = w.remote
                .<ReadStage<K, V>>map(at -> new RemoteStage<>(remoteTier(w, at), !w.newestWins(), load))
                .orElse(load);
        ReadStage<K, V> stamp = new StampStage<>(w.keys, w.positions, remote);
        ReadStage<K, V> flight = new FlightStage<>(w.local, w.flights, w.config, w.scheduler, stamp);
        ReadStage<K, V> open = new OpenStage<>(() -> whileOpen(w, closed), flight);
        return new LocalFirst<>(w.local, w.counters, open);
    }

    static <V> RemoteTier<V> remoteTier(Wiring<?, V> w, Wiring.Remote<V> at) {
        return new RemoteTier<>(
                at.store(), at.codec(), w.recent, w.config, w.clock, w.scheduler, w.counters, w.background);
    }

    static Mono<Void> whileOpen(Wiring<?, ?> w, BooleanSupplier closed) {
        return closed.getAsBoolean() ? Mono.error(new CacheClosedException(w.config.name())) : Mono.empty();
    }
}
