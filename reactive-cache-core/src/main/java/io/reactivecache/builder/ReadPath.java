package io.reactivecache.builder;

import io.reactivecache.config.WhenAbandoned;
import io.reactivecache.internal.read.Alone;
import io.reactivecache.internal.read.BulkReads;
import io.reactivecache.internal.read.CallStage;
import io.reactivecache.internal.read.DirectStage;
import io.reactivecache.internal.read.FilterStage;
import io.reactivecache.internal.read.FlightStage;
import io.reactivecache.internal.read.IsolationStage;
import io.reactivecache.internal.read.Landing;
import io.reactivecache.internal.read.LeaseStage;
import io.reactivecache.internal.read.LoadContext;
import io.reactivecache.internal.read.LoadLimits;
import io.reactivecache.internal.read.LoadStage;
import io.reactivecache.internal.read.LocalFirst;
import io.reactivecache.internal.read.OpenStage;
import io.reactivecache.internal.read.PendingValueStage;
import io.reactivecache.internal.read.PositionStage;
import io.reactivecache.internal.read.PromotionStage;
import io.reactivecache.internal.read.ReadStage;
import io.reactivecache.internal.read.RemoteStage;
import io.reactivecache.internal.read.StampStage;
import io.reactivecache.internal.read.Standing;
import io.reactivecache.internal.read.Takeoffs;
import io.reactivecache.internal.read.Waiting;
import io.reactivecache.internal.read.WarmUp;
import io.reactivecache.internal.tier.LeaseTier;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.Leases;
import reactor.core.publisher.Mono;

/**
 * The order of the read path. A caller: local, open, pending value, position, isolation, direct, filter, flight. A flight, one per key: stamp, promotion, remote,
 * lease, load.
 */
final class ReadPath<K, V> {

    final LocalFirst<K, V> local;
    final BulkReads<K, V> bulk;
    final WarmUp<K, V> warmUp;

    private ReadPath(LocalFirst<K, V> local, BulkReads<K, V> bulk, WarmUp<K, V> warmUp) {
        this.local = local;
        this.bulk = bulk;
        this.warmUp = warmUp;
    }

    static <K, V> ReadPath<K, V> of(Wiring<K, V> w, OpenGate whileOpen) {
        ReadStage<K, V> load = new LoadStage<>(w.lifetimes, w.clock, w.counters, w.measures, w.events);
        ReadStage<K, V> remote = remote(w, !w.newestWins(), load);
        ReadStage<K, V> promotion =
                w.config.promotion().keepsAll() ? remote : new PromotionStage<>(w.promotion, w.counters, remote);
        ReadStage<K, V> stamp = new StampStage<>(w.keys, w.positions, promotion);

        LoadContext context = new LoadContext(w.config.name(), w.config.flight().contextKeys(), w.auditor);
        LoadLimits limits = new LoadLimits(w.flights, w.config.flight(), context, w.scheduler, w.counters);
        Standing standing = new Standing(w.config.stale());
        CallStage<K, V> flight = flights(w, limits, standing, stamp);
        CallStage<K, V> filter = w.gate.<CallStage<K, V>>map(gate -> new FilterStage<>(gate, w.keys, flight))
                .orElse(flight);
        CallStage<K, V> direct = new DirectStage<>(w.local, standing, w.positions, alone(w, limits, load), filter);
        CallStage<K, V> isolation = new IsolationStage<>(
                w.config.name(), w.isolation, w.config.staleness().whenIsolated(), w.newestWins(), w.counters, direct);
        CallStage<K, V> position = new PositionStage<>(w.positions, w.config.flight(), w.scheduler, isolation);
        CallStage<K, V> pending = new PendingValueStage<>(w.shown, w.local, position);
        CallStage<K, V> open = new OpenStage<>(whileOpen::isClosed, whileOpen::refusal, pending);
        LocalFirst<K, V> local = new LocalFirst<>(w.local, w.isolation, w.counters, w.reads, open);
        return new ReadPath<>(
                local, new BulkReads<>(local, limits, w.limiter, w.config.bulk(), w.scheduler), warmUp(w));
    }

    private static <K, V> WarmUp<K, V> warmUp(Wiring<K, V> w) {
        int batch = w.bulkLoader.isPresent() ? w.config.bulk().maxKeys() : 1;
        return new WarmUp<>(w.config.name(), batch, w.flights, w.background, w.closing.asMono(), w.clock, w.scheduler);
    }

    private static <K, V> CallStage<K, V> flights(
            Wiring<K, V> w, LoadLimits limits, Standing standing, ReadStage<K, V> next) {
        boolean mayBeAbandoned = w.config.flight().whenAbandoned() == WhenAbandoned.CANCEL;
        Landing<K, V> landing = new Landing<>(w.local, w.config.stale().throttle(), w.byDefault, w::isFenced);
        Takeoffs<K, V> takeoffs = new Takeoffs<>(w.local, mayBeAbandoned, limits, landing, next);
        Waiting<K, V> waiting = new Waiting<>(w.local, standing, w.config.flight(), w.scheduler, w.counters);
        return new FlightStage<>(w.local, standing, waiting, takeoffs, w.config.flight(), w.reads, w.counters);
    }

    private static <K, V> DirectStage.Sources<K, V> alone(Wiring<K, V> w, LoadLimits limits, ReadStage<K, V> load) {
        ReadStage<K, V> nothing = read -> Mono.empty();
        ReadStage<K, V> remoteOnly = new StampStage<>(w.keys, w.positions, remote(w, false, nothing));
        return new Alone<>(limits, remoteOnly, new StampStage<>(w.keys, w.positions, load));
    }

    private static <K, V> ReadStage<K, V> remote(Wiring<K, V> w, boolean fills, ReadStage<K, V> next) {
        return w.remote.map(at -> remote(w, at, fills, next)).orElse(next);
    }

    private static <K, V> ReadStage<K, V> remote(
            Wiring<K, V> w, Wiring.Remote<V> at, boolean fills, ReadStage<K, V> next) {
        RemoteTier<V> tier = remoteTier(w, at);
        return new RemoteStage<>(tier, fills, w.clock, fills ? leased(w, at, tier, next) : next);
    }

    private static <K, V> ReadStage<K, V> leased(
            Wiring<K, V> w, Wiring.Remote<V> at, RemoteTier<V> tier, ReadStage<K, V> next) {
        if (!w.config.remote().isLeased() || !(at.store() instanceof Leases leases)) {
            return next;
        }
        LeaseTier<V> lease = new LeaseTier<>(leases, tier, w.calls, w.config, w.counters, w.measures);
        return new LeaseStage<>(lease, tier, w.config.remote(), w.clock, w.scheduler, next);
    }

    static <V> RemoteTier<V> remoteTier(Wiring<?, V> w, Wiring.Remote<V> at) {
        return new RemoteTier<>(
                at.store(),
                at.payloads(),
                w.recent,
                w.markers,
                w.fences,
                w.config,
                w.clock,
                w.lifetimes,
                w.calls,
                w.counters,
                w.measures,
                w.background);
    }
}
