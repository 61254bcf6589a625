package io.reactivecache.builder;

import io.reactivecache.Effect;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.AppliedPositions.View;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.internal.write.AnnounceStage;
import io.reactivecache.internal.write.AppliedStage;
import io.reactivecache.internal.write.CloseStage;
import io.reactivecache.internal.write.LocalStage;
import io.reactivecache.internal.write.NewestSettleStage;
import io.reactivecache.internal.write.OutboxStage;
import io.reactivecache.internal.write.PendingStage;
import io.reactivecache.internal.write.RemoteSettleStage;
import io.reactivecache.internal.write.SettleStage;
import io.reactivecache.internal.write.SupersedeStage;
import io.reactivecache.internal.write.TicketStage;
import io.reactivecache.internal.write.TruthStage;
import io.reactivecache.internal.write.Write;
import io.reactivecache.internal.write.WriteStage;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The order of the write path: the system of record, this node's local tier, the remote tier closed, the log, this
 * node's own record applied, the remote tier settled. An invalidation begins at the local tier. What the log does not
 * take waits in the outbox, if the cache is set to it, and begins again where the remote tier is closed; so does what
 * is written before this node has ever reached the log.
 */
final class WritePath<K, V> {

    private final Wiring<K, V> w;
    private final Beginning beginning;
    private final PendingStage<K, V> put;
    private final WriteStage<K, V> invalidate;

    private WritePath(Wiring<K, V> w) {
        this.w = w;
        this.beginning = new Beginning(w);
        SettleStage<K, V> settle = w.remote.map(this::remoteSettle).orElseGet(SettleStage::none);
        SettleStage<K, V> applied = new AppliedStage<>(w.newestWins(), w.deadlines, w.scheduler, settle);
        SettleStage<K, V> supersede = new SupersedeStage<>(w.recent, w.puts, w.local, w.watch(), applied);
        WriteStage<K, V> announce = new AnnounceStage<>(w.log, closes(w), w.config, w.deadlines, w.counters, supersede);
        WriteStage<K, V> close = w.remote.map(at -> close(at, announce)).orElse(announce);
        WriteStage<K, V> outbox =
                w.queues() ? new OutboxStage<>(w.outbox, w.newestWins(), this::anew, this::heed, close) : close;
        WriteStage<K, V> local = new LocalStage<>(w.local, outbox);
        WriteStage<K, V> truth = w.writer
                .<WriteStage<K, V>>map(writer -> new TruthStage<>(writer, w.config, w.scheduler, local))
                .orElse(local);
        this.put = new PendingStage<>(w.puts, truth);
        this.invalidate = local;
    }

    static <K, V> WritePath<K, V> of(Wiring<K, V> w) {
        return new WritePath<>(w);
    }

    /** Puts a value; runs to its end once subscribed. */
    Mono<Position> put(K key, V value) {
        return w.writes.run(first(key, Effect.REMOVE, !w.newestWins()).flatMap(write -> put.put(write, value)));
    }

    /** Removes or expires a key; runs to its end once subscribed. */
    Mono<Position> invalidate(K key, Effect effect) {
        return w.writes.run(first(key, effect, true).flatMap(invalidate::write));
    }

    private Mono<Write<K, V>> anew(Write<K, V> write) {
        return beginning.followed().map(view -> write(write.key(), write.encoded(), Optional.of(view), write.effect()));
    }

    private void heed(Write<K, V> write) {
        w.watch().changed(write.encoded());
        w.local.invalidate(write.key(), write.effect());
    }

    private static boolean closes(Wiring<?, ?> w) {
        return w.remote.isPresent() && !w.newestWins();
    }

    private WriteStage<K, V> close(Wiring.Remote<V> at, WriteStage<K, V> announce) {
        return w.newestWins()
                ? new TicketStage<>(at.store(), w.config, w.calls, announce)
                : new CloseStage<>(at.store(), w.config, w.calls, w.counters, w.logKeeps(), announce);
    }

    private SettleStage<K, V> remoteSettle(Wiring.Remote<V> at) {
        RemoteTier<V> remote = ReadPath.remoteTier(w, at);
        return w.newestWins()
                ? new NewestSettleStage<>(at.store(), remote, w.local, w.config, w.calls)
                : new RemoteSettleStage<>(
                        at.store(), remote, w.repairs::owe, w.background, w.config, w.calls, w.counters);
    }

    private Mono<Write<K, V>> first(K key, Effect effect, boolean mayWait) {
        Mono<Optional<View>> view = mayWait && w.queues()
                ? beginning.followedOrNot()
                : beginning.followed().map(Optional::of);
        return Mono.fromCallable(() -> w.keys.encode(key))
                .flatMap(encoded -> view.map(now -> write(key, encoded, now, effect)));
    }

    private Write<K, V> write(K key, String encoded, Optional<View> view, Effect effect) {
        Optional<Address> place = view.map(now -> w.keys.address(encoded, now.partitions()));
        return Write.of(key, encoded, place, w.tokens.next(), effect);
    }
}
