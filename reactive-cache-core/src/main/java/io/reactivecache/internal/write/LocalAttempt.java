package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.WriteOptions;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.internal.tier.Slot;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes what becomes of the value where the local tier is all there is. The key is watched before the value is read. Writes take
 * turns, so only an invalidation can come between: then the value is not kept, and it is tried again from what is left.
 */
public final class LocalAttempt<K, V> implements Attempt<K, V> {

    private final Function<K, Mono<Write<K, V>>> begin;
    private final WriteStage<K, V> next;
    private final PendingPuts<V> puts;
    private final LocalTier<K, V> local;
    private final CacheConfig config;
    private final Scheduler scheduler;

    /**
     * An attempt.
     *
     * @param begin begins a write
     * @param next takes its steps
     */
    public LocalAttempt(
            Function<K, Mono<Write<K, V>>> begin,
            WriteStage<K, V> next,
            PendingPuts<V> puts,
            LocalTier<K, V> local,
            CacheConfig config,
            Scheduler scheduler) {
        this.begin = begin;
        this.next = next;
        this.puts = puts;
        this.local = local;
        this.config = config;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<Void> attempt(K key, Computings<V> computings, WriteOptions options) {
        return begin.apply(key)
                .flatMap(write -> Mono.using(
                        () -> puts.watch(write.encoded(), write.token()),
                        watch -> attempt(write, watch, computings, Keep.of(options)),
                        watch -> puts.end(write.encoded(), watch)));
    }

    private Mono<Void> attempt(Write<K, V> write, PendingPut<V> watch, Computings<V> computings, Keep keep) {
        return Mono.fromSupplier(() -> there(write.key()))
                .flatMap(there -> computings.applyTo(there, config.maxLoadTime(), scheduler))
                .flatMap(made -> computings.change()
                        ? written(write, watch, made, keep).map(Optional::of)
                        : Mono.just(Optional.<Position>empty()))
                .doOnNext(computings::succeed)
                .then();
    }

    private Mono<Position> written(Write<K, V> write, PendingPut<V> watch, Optional<V> made, Keep keep) {
        return made.map(value -> kept(write, watch, value, keep)).orElseGet(() -> next.write(write));
    }

    private Mono<Position> kept(Write<K, V> write, PendingPut<V> watch, V value, Keep keep) {
        return Mono.defer(() -> {
            watch.give(value, keep);
            return next.write(write.with(new Write.Put<>(value, watch)))
                    .filter(position -> watch.isKept())
                    .switchIfEmpty(Mono.error(ConflictException::new));
        });
    }

    private Optional<V> there(K key) {
        Slot<V> slot = local.find(key);
        Entry<V> entry = slot == null ? null : slot.entry();
        return entry == null || entry.isAbsent() || entry.isStale(local.now())
                ? Optional.empty()
                : Optional.of(entry.value());
    }
}
