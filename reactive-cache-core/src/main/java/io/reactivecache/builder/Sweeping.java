package io.reactivecache.builder;

import io.reactivecache.internal.coherence.Checkpoints;
import io.reactivecache.internal.coherence.MarkerReader;
import io.reactivecache.internal.coherence.MarkerRetention;
import io.reactivecache.internal.coherence.MarkerSync;
import io.reactivecache.internal.coherence.MissedChanges;
import io.reactivecache.internal.coherence.RemoteMarkers;
import io.reactivecache.internal.coherence.RemoteSweep;
import io.reactivecache.internal.coherence.RemoteSync;
import io.reactivecache.internal.coherence.TableCompletion;
import io.reactivecache.internal.coherence.TableSync;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.Sweepable;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What keeps the markers of wide invalidations, and removes what they made invalid. */
final class Sweeping {

    private final Wiring<?, ?> w;
    private final MarkerSync sync;
    private final Optional<MarkerReader> reader;
    private final Optional<RemoteSweep> remote;

    private Sweeping(Wiring<?, ?> w) {
        this.w = w;
        this.reader = w.table.map(table -> new MarkerReader(table, w.markers, w.log, w.calls, w.config));
        this.sync = sync(w, reader);
        this.remote = w.table.flatMap(table -> sweep(w, table));
    }

    static Sweeping of(Wiring<?, ?> w) {
        return new Sweeping(w);
    }

    private static MarkerSync sync(Wiring<?, ?> w, Optional<MarkerReader> reader) {
        MarkerRetention retention =
                new MarkerRetention(w.markers, w.config.fence().toMillis());
        Optional<TableSync> table = w.table.flatMap(there -> reader.map(reads -> table(w, there, reads, retention)));
        Optional<RemoteSync> remote =
                w.untold.map(untold -> new RemoteSync(untold, table, w.recent, w.markers, w.positions, w.clock));
        return new MarkerSync(retention, remote, w.local, w.clock, w.scheduler);
    }

    private static TableSync table(Wiring<?, ?> w, MarkerTable table, MarkerReader reader, MarkerRetention retention) {
        boolean keeps = w.log.deliveryClass() == DeliveryClass.REPLAYABLE;
        TableCompletion completion = new TableCompletion(table, w.markers, w.positions, w.log, w.calls, w.config);
        return new TableSync(
                new RemoteMarkers(table, reader, retention, completion, w.calls, w.config, w.tokens, w.counters),
                new MissedChanges(w.log, w.markers, w.recent, w.calls, w.config, w.counters, keeps),
                new Checkpoints(table, w.calls, w.config, w.counters, keeps),
                w.markers,
                w.positions,
                w.config,
                w.clock);
    }

    private static Optional<RemoteSweep> sweep(Wiring<?, ?> w, MarkerTable table) {
        return w.remote
                .filter(at -> at.store() instanceof Sweepable)
                .map(at -> new RemoteSweep(
                        (Sweepable) at.store(),
                        table,
                        w.markers,
                        w.keys,
                        w.calls,
                        w.config,
                        w.tokens.next(),
                        w.newestWins() ? w.config.placeTime() : Duration.ZERO,
                        w.counters));
    }

    MarkerSync sync() {
        return sync;
    }

    /** Emits how many values were removed, from the remote tier if there is one. */
    Mono<Long> reclaimed() {
        Mono<Long> local = w.local.sweep(w.scheduler);
        return remote.map(sweep -> local.then(Mono.defer(sweep::swept))).orElse(local);
    }

    /** Keeps and removes without end; never errors. */
    Mono<Void> run() {
        Flux<Boolean> back = w.remote
                .map(at -> at.store().available().filter(reachable -> reachable))
                .orElseGet(Flux::never);
        return Mono.when(sync.run(back), swept());
    }

    private Mono<Void> swept() {
        return Flux.interval(w.config.markers().sweepInterval(), w.scheduler)
                .onBackpressureDrop()
                .filter(tick -> w.markers.size() > 0 && w.reachability.getAsBoolean())
                .concatMap(tick -> sweep(), 1)
                .then();
    }

    private Mono<Long> sweep() {
        return Mono.justOrEmpty(remote)
                .flatMap(sweep ->
                        Mono.justOrEmpty(reader).flatMap(MarkerReader::readNow).flatMap(sweep::behind))
                .onErrorResume(failure -> {
                    w.counters.count(CacheMeter.REMOTE_FAILURE);
                    return Mono.empty();
                });
    }
}
