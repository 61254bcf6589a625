package io.reactivecache.builder;

import io.reactivecache.ConditionalCacheWriter;
import io.reactivecache.Durability;
import io.reactivecache.LoadRequest;
import io.reactivecache.LoadResult;
import io.reactivecache.UnsupportedWriteException;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOptions.KeptBy;
import io.reactivecache.Written;
import io.reactivecache.internal.write.AppliedFirst;
import io.reactivecache.internal.write.Attempt;
import io.reactivecache.internal.write.Computes;
import io.reactivecache.internal.write.LocalAttempt;
import io.reactivecache.internal.write.Rule;
import io.reactivecache.internal.write.SlotAttempt;
import io.reactivecache.internal.write.Slots;
import io.reactivecache.internal.write.SourceAttempt;
import io.reactivecache.spi.DeliveryClass;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** How writes are made that depend on the value there is: as the truth of the cache allows. */
final class ComputePath<K, V> {

    private final Wiring<K, V> w;
    private final Computes<K, V> computes;

    ComputePath(Wiring<K, V> w, WritePath<K, V> path) {
        this.w = w;
        Attempt<K, V> attempt = attempt(w, path);
        Attempt<K, V> behind = w.later()
                .<Attempt<K, V>>map(later ->
                        new AppliedFirst<>(later.engine::flush, key -> later.shown(key) != null, w::alone, attempt))
                .orElse(attempt);
        this.computes = new Computes<>(w.turns, w.writes, behind, w.scheduler);
    }

    private static <K, V> Attempt<K, V> attempt(Wiring<K, V> w, WritePath<K, V> path) {
        if (!w.newestWins()) {
            return new SourceAttempt<>(key -> loaded(w, key), path::commit, w.config.maxLoadTime(), w.scheduler);
        }
        return w.remote
                .<Attempt<K, V>>map(at -> slots(w, path, at))
                .orElseGet(() ->
                        new LocalAttempt<>(path::begun, path.afterTruth(), w.puts, w.local, w.config, w.scheduler));
    }

    private static <K, V> Attempt<K, V> slots(Wiring<K, V> w, WritePath<K, V> path, Wiring.Remote<V> at) {
        Slots<K, V> slots = new Slots<>(at.store(), ReadPath.remoteTier(w, at), w.calls, w.config, w.scheduler);
        return new SlotAttempt<>(
                path::begun,
                path.announced(),
                slots,
                w.puts,
                w.lastChanges.orElseThrow(),
                w.positions,
                w.config,
                w.scheduler);
    }

    private static <K, V> Mono<Optional<V>> loaded(Wiring<K, V> w, K key) {
        return Mono.defer(() -> w.loads().load(new LoadRequest<>(key, Optional.empty())))
                .timeout(w.config.maxLoadTime(), w.scheduler)
                .map(LoadResult::value)
                .defaultIfEmpty(Optional.empty());
    }

    Mono<Written<V>> compute(K key, Rule<V> rule, WriteOptions options) {
        return Mono.defer(() -> {
            refused(options).ifPresent(refusal -> {
                throw refusal;
            });
            String encoded = w.keys.encode(key);
            return computes.compute(
                    key, encoded, rule, options, options.turnTimeout().orElse(w.config.maxLoadTime()));
        });
    }

    /** The same, to be applied later: with what this node has accepted, and atomic among its own writes. */
    Mono<Written<V>> compute(
            K key, Rule<V> rule, Durability durability, WriteOptions options, Function<K, Mono<V>> read) {
        return Mono.defer(() -> {
            if (!options.alone() && !isAlone()) {
                throw refusal("set with options perNode, as it is applied later")
                        .orElseThrow();
            }
            return w.later().orElseThrow().compute(key, rule, durability, options, read);
        });
    }

    private Optional<UnsupportedWriteException> refused(WriteOptions options) {
        return w.newestWins() ? refusedByCache(options) : refusedBySource(options);
    }

    private Optional<UnsupportedWriteException> refusedBySource(WriteOptions options) {
        if (w.source().isEmpty() || w.loader.isEmpty() && w.bulkLoader.isEmpty()) {
            return refusal("set with a loader and a writer");
        }
        boolean decides =
                w.writer.filter(ConditionalCacheWriter.class::isInstance).isPresent();
        return decides || options.alone() || isAlone()
                ? Optional.empty()
                : refusal("set with a ConditionalCacheWriter, a log of this process, or options perNode");
    }

    private Optional<UnsupportedWriteException> refusedByCache(WriteOptions options) {
        if (w.remote.isPresent() && options.keptBy() != KeptBy.BOTH) {
            return refusal("kept by both tiers");
        }
        return w.remote.isPresent() || options.alone() || isAlone()
                ? Optional.empty()
                : refusal("set with a remote store, a log of this process, or options perNode");
    }

    private static Optional<UnsupportedWriteException> refusal(String expected) {
        return Optional.of(new UnsupportedWriteException("dependent on the value there is", expected));
    }

    private boolean isAlone() {
        return w.log.deliveryClass() == DeliveryClass.LOCAL;
    }
}
