package io.reactivecache.builder;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.Durability;
import io.reactivecache.Effect;
import io.reactivecache.KeyWrite;
import io.reactivecache.Position;
import io.reactivecache.WriteOptions;
import io.reactivecache.Written;
import io.reactivecache.internal.entry.AppliedPositions.View;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.WriteTerms;
import io.reactivecache.internal.tier.Reachability;
import io.reactivecache.internal.write.LaterWrites;
import io.reactivecache.internal.write.Rule;
import io.reactivecache.internal.writebehind.Pending;
import io.reactivecache.internal.writebehind.PendingFormat;
import io.reactivecache.internal.writebehind.WriteBehind;
import io.reactivecache.internal.writebehind.WriteBehindParts;
import io.reactivecache.spi.Token;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes that are applied later. A write: room, the journal, pending, this node's local tier, the answer. A batch: the log as this
 * node sees it, the system of record, then for each write the steps behind it.
 */
final class BehindPath<K, V> {

    /** How many keys of a batch a writer of single keys is given at the same time. */
    private static final int AT_ONCE = 16;

    private final Wiring<K, V> w;
    final OpenGate gate;
    private final WritePath<K, V> path;
    private final Wiring.Behind<V> behind;
    private final LaterWrites<K, V> later;
    private final Reachability reachability = new Reachability();
    final WriteBehind<K, V> engine;

    BehindPath(Wiring<K, V> w, Wiring.Behind<V> behind, WritePath<K, V> path, OpenGate gate) {
        this.w = w;
        this.gate = gate;
        this.path = path;
        this.behind = behind;
        this.later = new LaterWrites<>(w.puts, path.afterTruth());
        this.engine = new WriteBehind<>(new WriteBehindParts<>(
                behind.parts().config(),
                behind.parts().journal(),
                behind.parts().letters(),
                new PendingFormat<>(w.config.name(), w.keys::decode, behind.payloads(), behind.sizer()),
                this::truth,
                pending -> later.finish(pending.token()).then(),
                pending -> path.told(pending.key(), pending.token()).then(),
                behind.parts().poison(),
                w.scheduler,
                w.clock,
                w.counters));
    }

    /** Begins to drain, and follows how the journal is; disposing the result ends both. */
    Disposable start() {
        return Disposables.composite(
                engine.start(),
                behind.parts()
                        .journal()
                        .map(journal -> reachability.follow(journal.available()).subscribe())
                        .orElse(Disposables.disposed()));
    }

    /** The state of the journal. */
    State journal() {
        return behind.parts()
                .journal()
                .map(journal -> reachability.getAsBoolean() ? State.UP : State.DOWN)
                .orElse(State.NONE);
    }

    /** What a write has survived when it is answered that does not say it itself. */
    Durability durability() {
        return behind.parts().config().durability();
    }

    /** True if there can be writes of this durability. */
    boolean keeps(Durability durability) {
        return durability != Durability.DEFERRED || behind.parts().journal().isPresent();
    }

    /** Ends it: applies what was accepted, as long as that may take. */
    Mono<Void> close() {
        return engine.close(behind.parts().config().closeTimeout()).then();
    }

    /** Puts a value, or removes the key; emits nothing, as nothing is announced yet. */
    Mono<Position> write(K key, Optional<V> value, Durability durability, WriteTerms terms) {
        return durability == Durability.EVENTUAL
                ? EventualWrite.of(this, key, value, terms)
                : Mono.defer(() -> accept(pending(key, value, durability, terms)));
    }

    Pending<K, V> pending(K key, Optional<V> value, Durability durability, WriteTerms terms) {
        return new Pending<>(key, w.keys.encode(key), value, w.tokens.next(), durability, terms, w.clock.millis());
    }

    /** Accepts a write; who has to, waits for room. */
    Mono<Position> accept(Pending<K, V> pending) {
        return engine.accept(pending).then(Mono.fromRunnable(() -> w.local.remove(pending.key())));
    }

    /** Accepts a write that is kept in memory alone, unless it has to wait for room. */
    boolean acceptNow(Pending<K, V> pending) {
        boolean isAccepted = engine.acceptNow(pending);
        if (isAccepted) {
            w.local.remove(pending.key());
        }
        return isAccepted;
    }

    /** Writes what a rule makes of the value this node has, when it is its turn. */
    Mono<Written<V>> compute(
            K key, Rule<V> rule, Durability durability, WriteOptions options, Function<K, Mono<V>> read) {
        Mono<Written<V>> computed = there(key, read)
                .flatMap(there -> rule.next(there)
                        .flatMap(next -> next.changes()
                                ? write(key, next.value(), durability, WriteTerms.of(options))
                                        .thenReturn(new Written<>(true, next.value(), Optional.empty()))
                                : Mono.just(Written.unchanged(there))));
        return path.inTurn(key, options, computed);
    }

    private Mono<Optional<V>> there(K key, Function<K, Mono<V>> read) {
        Mono<Optional<V>> there = Mono.defer(() -> engine.newest(w.keys.encode(key))
                .map(newest -> Mono.just(newest.value()))
                .orElseGet(() -> read.apply(key).map(Optional::of).defaultIfEmpty(Optional.empty())));
        return engine.caughtUp().then(there);
    }

    /** What reads of this node are answered of a key. While nothing is pending the key is not even written down. */
    @Nullable
    Entry<V> shown(K key) {
        return engine.isEmpty()
                ? null
                : engine.newest(w.keys.encode(key)).map(this::entry).orElse(null);
    }

    /** True if reads of this node are answered with another write of a key than this one. */
    boolean isOvertaken(String encoded, Token token) {
        return engine.newest(encoded)
                .filter(newest -> !newest.token().equals(token))
                .isPresent();
    }

    private Entry<V> entry(Pending<K, V> pending) {
        return Entry.pending(pending.value(), w.lifetimes.put(pending.terms().keep()));
    }

    /** The records of the keys are watched from before the system of record is written. */
    private Mono<Void> truth(List<Pending<K, V>> batch) {
        boolean mayWait = !w.newestWins()
                || batch.stream().allMatch(pending -> pending.value().isEmpty());
        return path.place(mayWait)
                .doOnNext(view -> batch.forEach(pending -> begin(pending, view)))
                .then(Mono.defer(() -> source(batch)))
                .doOnError(failure -> abandon(batch))
                .doOnCancel(() -> abandon(batch));
    }

    private void begin(Pending<K, V> pending, Optional<View> view) {
        later.begin(
                path.write(pending.key(), pending.encoded(), view, Effect.REMOVE, pending.token()),
                pending.value(),
                pending.terms().keep());
    }

    private void abandon(List<Pending<K, V>> batch) {
        batch.forEach(pending -> later.abandon(pending.token()));
    }

    private Mono<Void> source(List<Pending<K, V>> batch) {
        List<KeyWrite<K, V>> writes = batch.stream().map(Pending::asKeyWrite).toList();
        return w.bulkWriter
                .map(writer -> writer.writeAll(writes))
                .orElseGet(() -> w.source()
                        .map(writer -> Flux.fromIterable(writes)
                                .flatMapDelayError(writer::write, AT_ONCE, 1)
                                .then())
                        .orElse(Mono.empty()));
    }
}
