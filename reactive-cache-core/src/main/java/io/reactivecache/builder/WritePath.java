package io.reactivecache.builder;

import io.reactivecache.ConditionalCacheWriter;
import io.reactivecache.Effect;
import io.reactivecache.KeyWrite;
import io.reactivecache.Position;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOrder;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.AppliedPositions.View;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.internal.write.AnnounceStage;
import io.reactivecache.internal.write.AppliedStage;
import io.reactivecache.internal.write.CloseStage;
import io.reactivecache.internal.write.FenceStage;
import io.reactivecache.internal.write.HoldStage;
import io.reactivecache.internal.write.LocalStage;
import io.reactivecache.internal.write.NewestSettleStage;
import io.reactivecache.internal.write.OptimisticStage;
import io.reactivecache.internal.write.OutboxStage;
import io.reactivecache.internal.write.PendingStage;
import io.reactivecache.internal.write.RemoteSettleStage;
import io.reactivecache.internal.write.SettleStage;
import io.reactivecache.internal.write.SourceWriter;
import io.reactivecache.internal.write.SupersedeStage;
import io.reactivecache.internal.write.TicketStage;
import io.reactivecache.internal.write.TruthStage;
import io.reactivecache.internal.write.Turn;
import io.reactivecache.internal.write.Write;
import io.reactivecache.internal.write.WriteStage;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * The order of the write path: the key's turn, the value shown if the put is optimistic, the system of record, this node's local tier, the remote tier closed, the log, this
 * node's own record applied, the remote tier settled. An invalidation takes no turn and begins at the local tier: it is true whatever
 * is being written, and must not wait for a writer that hangs. What the log does not
 * take waits in the outbox, if the cache is set to it, and begins again where the remote tier is closed; so does what
 * is written before this node has ever reached the log.
 */
final class WritePath<K, V> {

    private final Wiring<K, V> w;
    private final Beginning beginning;
    private final PendingStage<K, V> put;
    private final WriteStage<K, V> remove;
    private final WriteStage<K, V> announced;
    private final WriteStage<K, V> invalidate;
    private final WriteStage<K, V> fence;
    private final OptimisticStage<K, V> optimistic;
    private final Optional<SourceWriter<K, V>> source;

    private WritePath(Wiring<K, V> w) {
        this.w = w;
        this.beginning = new Beginning(w);
        SettleStage<K, V> settle = w.remote.map(this::remoteSettle).orElseGet(SettleStage::none);
        SettleStage<K, V> applied = new AppliedStage<>(w.newestWins(), w.deadlines, w.scheduler, settle);
        SettleStage<K, V> supersede = new SupersedeStage<>(w.recent, w.puts, w.local, w.watch(), applied);
        WriteStage<K, V> announce =
                new AnnounceStage<>(w.announcing, closes(w), w.config, w.deadlines, w.counters, supersede);
        WriteStage<K, V> close = w.remote.map(at -> close(at, announce)).orElse(announce);
        WriteStage<K, V> outbox =
                w.queues() ? new OutboxStage<>(w.outbox, w.newestWins(), this::anew, this::heed, close) : close;
        WriteStage<K, V> local = new LocalStage<>(w.local, outbox);
        WriteStage<K, V> truth = new TruthStage<>(w.config, w.scheduler, local);
        this.announced = new AnnounceStage<>(
                w.announcing,
                closes(w),
                w.config,
                w.deadlines,
                w.counters,
                new SupersedeStage<>(w.recent, w.puts, w.local, w.watch(), SettleStage.none()));
        this.put = new PendingStage<>(w.puts, truth);
        this.remove = truth;
        this.invalidate = local;
        this.fence = new LocalStage<>(w.local, fenced(w));
        this.optimistic = new OptimisticStage<>(w.shown, w.local, w.lifetimes);
        this.source = w.source();
    }

    static <K, V> WritePath<K, V> of(Wiring<K, V> w) {
        return new WritePath<>(w);
    }

    /** Puts a value when it is its turn; runs to its end once it has begun. */
    Mono<Position> put(K key, V value, WriteOptions options) {
        Keep keep = Keep.of(options);
        Mono<Position> written = written(key, value, keep, this::truth);
        return inTurn(
                key,
                options,
                options.order() == WriteOrder.CACHE_FIRST ? optimistic.shown(key, value, keep, written) : written);
    }

    /** Puts a value, whose turn it is. */
    Mono<Position> written(K key, V value, Keep keep, Function<KeyWrite<K, V>, Optional<Mono<Void>>> truth) {
        return w.alone(
                key,
                first(key, Effect.REMOVE, !w.newestWins())
                        .flatMap(write -> put.put(writing(write, Optional.of(value), truth), value, keep)));
    }

    /** Removes a key, in the system of record too, when it is its turn; runs to its end once it has begun. */
    Mono<Position> remove(K key, WriteOptions options) {
        Mono<Position> removed = first(key, Effect.REMOVE, true)
                .flatMap(write -> remove.write(writing(write, Optional.empty(), this::truth)));
        return inTurn(key, options, w.alone(key, removed));
    }

    /** Begins a write that has to reach the log. */
    Mono<Write<K, V>> begun(K key) {
        return first(key, Effect.REMOVE, false);
    }

    /** All steps but those of the system of record. */
    WriteStage<K, V> afterTruth() {
        return invalidate;
    }

    /** The record alone, and this node heeding it. */
    WriteStage<K, V> announced() {
        return announced;
    }

    /** Writes the next value, whose turn it is, if the system of record can tell that it still has the expected one. */
    Mono<Position> commit(K key, Optional<V> expected, Optional<V> next, WriteOptions options) {
        Keep keep = Keep.of(options);
        return first(key, Effect.REMOVE, true).flatMap(write -> {
            Write<K, V> deciding = write.writing(Optional.of(decided(write, expected, next)));
            return next.map(value -> put.put(deciding, value, keep)).orElseGet(() -> remove.write(deciding));
        });
    }

    @SuppressWarnings("unchecked") // a writer of keys and values of these types or above
    private Mono<Boolean> decided(Write<K, V> write, Optional<V> expected, Optional<V> next) {
        if (w.writer.orElse(null) instanceof ConditionalCacheWriter<?, ?> deciding) {
            ConditionalCacheWriter<K, V> typed = (ConditionalCacheWriter<K, V>) deciding;
            return Mono.defer(() -> typed.writeIf(write.key(), expected, next));
        }
        return source.orElseThrow()
                .write(new KeyWrite<>(write.key(), next, id(write)))
                .thenReturn(true);
    }

    private static UUID id(Write<?, ?> write) {
        return new UUID(write.token().node(), write.token().sequence());
    }

    private Optional<Mono<Void>> truth(KeyWrite<K, V> write) {
        return source.map(writer -> writer.write(write));
    }

    private static <K, V> Write<K, V> writing(
            Write<K, V> write, Optional<V> value, Function<KeyWrite<K, V>, Optional<Mono<Void>>> truth) {
        return write.writing(
                truth.apply(new KeyWrite<>(write.key(), value, id(write))).map(done -> done.thenReturn(true)));
    }

    /** The caller hears of the end when the turn is over, so that he can write again at once. */
    <T> Mono<T> inTurn(K key, WriteOptions options, Mono<T> write) {
        Duration timeout = options.turnTimeout().orElse(w.config.maxLoadTime());
        return Mono.fromCallable(() -> w.keys.encode(key))
                .flatMap(encoded -> w.turns.take(encoded, timeout, turn -> w.writes.run(held(turn, write))));
    }

    /** What is done as long as a turn is held. */
    static <T> Mono<T> held(Turn turn, Mono<T> write) {
        return Mono.defer(() -> turn.hold() ? write : Mono.<T>empty()).doOnTerminate(turn::end);
    }

    /** Removes or expires a key; runs to its end once subscribed. */
    Mono<Position> invalidate(K key, Effect effect) {
        return w.writes.run(first(key, effect, true).flatMap(invalidate::write));
    }

    /** Fences a key before a transaction commits that changes it; runs to its end once subscribed. */
    Mono<Position> fence(K key, Token token) {
        return w.writes.run(first(key, Effect.REMOVE, false, token).flatMap(fence::write));
    }

    /**
     * Invalidates a key with a token that was drawn before, by a transaction that fenced it or a node that has accepted a
     * write; runs to its end once subscribed.
     */
    Mono<Position> told(K key, Token token) {
        return w.writes.run(first(key, Effect.REMOVE, true, token).flatMap(invalidate::write));
    }

    /** A commit may take as long as a writer may; a load that began before it, as long as a load may. */
    private static <K, V> WriteStage<K, V> fenced(Wiring<K, V> w) {
        Duration lasts = w.config.maxLoadTime().plus(w.config.fence());
        WriteStage<K, V> fence = new FenceStage<>(w.config.name(), w.announcing, w.deadlines, lasts);
        return w.remote
                .<WriteStage<K, V>>map(at -> new HoldStage<>(at.store(), w.calls, lasts, fence))
                .orElse(fence);
    }

    private Mono<Write<K, V>> anew(Write<K, V> write) {
        return beginning
                .followed()
                .map(view -> write(write.key(), write.encoded(), Optional.of(view), write.effect(), write.token()));
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
        return Mono.defer(() -> first(key, effect, mayWait, w.tokens.next()));
    }

    /** Begins a write, in the log as this node sees it. */
    Mono<Write<K, V>> first(K key, Effect effect, boolean mayWait, Token token) {
        return Mono.fromCallable(() -> w.keys.encode(key))
                .flatMap(encoded -> place(mayWait).map(view -> write(key, encoded, view, effect, token)));
    }

    /** The log as this node sees it; empty for a write that may wait in the outbox until it does. */
    Mono<Optional<View>> place(boolean mayWait) {
        return mayWait && w.queues()
                ? beginning.followedOrNot()
                : beginning.followed().map(Optional::of);
    }

    Write<K, V> write(K key, String encoded, Optional<View> view, Effect effect, Token token) {
        Optional<Address> place = view.map(now -> w.keys.address(encoded, now.partitions()));
        return Write.of(key, encoded, place, token, effect);
    }
}
