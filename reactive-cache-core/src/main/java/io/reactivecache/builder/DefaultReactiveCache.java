package io.reactivecache.builder;

import io.reactivecache.AuditOptions;
import io.reactivecache.AuditReport;
import io.reactivecache.BulkAnswer;
import io.reactivecache.BulkCacheLoader;
import io.reactivecache.BulkResult;
import io.reactivecache.BulkWriteResult;
import io.reactivecache.CacheEvent;
import io.reactivecache.CacheHealth;
import io.reactivecache.CacheLoader;
import io.reactivecache.CacheReads;
import io.reactivecache.CacheStats;
import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.InvalidKeyException;
import io.reactivecache.Invalidation;
import io.reactivecache.Lookup;
import io.reactivecache.Member;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.TransactionalCache;
import io.reactivecache.WarmOptions;
import io.reactivecache.WarmProgress;
import io.reactivecache.WriteOptions;
import io.reactivecache.Written;
import io.reactivecache.internal.audit.Auditor;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.write.Listeners;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The cache: hands each operation to its path. */
final class DefaultReactiveCache<K, V> implements ReactiveCache<K, V> {

    private final Wiring<K, V> w;
    private final ReadPath<K, V> path;
    private final Reads<K, V> reads;
    private final WritePath<K, V> writePath;
    private final ComputePath<K, V> computes;
    private final Writes<K, V> writes;
    private final Sweeping sweeping;
    private final WidePath wide;
    private final Listeners<K> listeners;
    private final Auditor<K, V> auditor;
    private final Inspection inspection;
    private final Disposable.Swap running = Disposables.swap();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private final OpenGate gate;

    private DefaultReactiveCache(Wiring<K, V> w) {
        this.w = w;
        this.gate = new OpenGate(w.config.name());
        this.path = ReadPath.of(w, gate);
        this.reads = new Reads<>(path, w, ReadOptions.none());
        this.writePath = WritePath.of(w);
        w.behind.ifPresent(behind -> w.later(new BehindPath<>(w, behind, writePath, gate)));
        this.computes = new ComputePath<>(w, writePath);
        this.writes = new Writes<>(writePath, computes, w, WriteOptions.none(), reads::get, gate);
        this.sweeping = Sweeping.of(w);
        this.wide = WidePath.of(w, sweeping.sync()::marker);
        this.listeners = new Listeners<>(
                w.config.name(), w.listeners, this::unasked, w.config.log().announceTimeout(), w.scheduler);
        this.auditor = Audits.of(w, writePath);
        this.inspection = new Inspection(w);
    }

    static <K, V> ReactiveCache<K, V> started(Wiring<K, V> w) {
        DefaultReactiveCache<K, V> cache = new DefaultReactiveCache<>(w);
        cache.running.update(Coherence.start(w, cache.sweeping, key -> cache.writePath.invalidate(key, Effect.REMOVE)));
        return cache;
    }

    @Override
    public String name() {
        return w.config.name();
    }

    @Override
    public Mono<V> get(K key) {
        return reads.get(key);
    }

    @Override
    public Mono<V> get(K key, CacheLoader<? super K, ? extends V> loader) {
        return reads.get(key, loader);
    }

    @Override
    public Mono<Lookup<V>> lookup(K key) {
        return reads.lookup(key);
    }

    @Override
    public Mono<Lookup<V>> lookup(K key, CacheLoader<? super K, ? extends V> loader) {
        return reads.lookup(key, loader);
    }

    @Override
    public Mono<BulkResult<K, V>> getAll(Collection<? extends K> keys) {
        return reads.getAll(keys);
    }

    @Override
    public Mono<BulkResult<K, V>> getAll(Collection<? extends K> keys, BulkCacheLoader<K, V> loader) {
        return reads.getAll(keys, loader);
    }

    @Override
    public Flux<BulkAnswer<K, V>> getAll(Publisher<? extends K> keys) {
        return reads.getAll(keys);
    }

    @Override
    public CacheReads<K, V> with(ReadOptions options) {
        return new Reads<>(path, w, options);
    }

    @Override
    public TransactionalCache<K, V> transactional() {
        return new Transactions<>(w, writePath, this);
    }

    @Override
    public Flux<WarmProgress> warm(Publisher<? extends K> keys, WarmOptions options) {
        Objects.requireNonNull(keys, "keys");
        ReadOptions each = options.force() ? ReadOptions.none().refresh() : ReadOptions.none();
        return open(Mono.<Void>empty()).thenMany(new Reads<>(path, w, each).warm(keys, options));
    }

    @Override
    public Flux<WarmProgress> warmAll(WarmOptions options) {
        return Flux.defer(() -> w.allKeys
                .map(keys -> warm(keys.get(), options))
                .orElseGet(() ->
                        Flux.error(new IllegalStateException("allKeys: not set (expected: set on the builder)"))));
    }

    @Override
    public Writes<K, V> with(WriteOptions options) {
        return new Writes<>(writePath, computes, w, options, reads::get, gate);
    }

    @Override
    public Mono<Position> put(K key, V value) {
        return writes.put(key, value);
    }

    @Override
    public Mono<BulkWriteResult<K>> putAll(Map<? extends K, ? extends V> values) {
        return writes.putAll(values);
    }

    @Override
    public Mono<Position> remove(K key) {
        return writes.remove(key);
    }

    @Override
    public Mono<Written<V>> putIfAbsent(K key, V value) {
        return writes.putIfAbsent(key, value);
    }

    @Override
    public Mono<Written<V>> replace(K key, V value) {
        return writes.replace(key, value);
    }

    @Override
    public Mono<Written<V>> replace(K key, V expected, V value) {
        return writes.replace(key, expected, value);
    }

    @Override
    public Mono<Written<V>> remove(K key, V expected) {
        return writes.remove(key, expected);
    }

    @Override
    public Mono<Written<V>> compute(K key, Function<Optional<V>, Mono<V>> function) {
        return writes.compute(key, function);
    }

    @Override
    public Mono<Position> invalidate(K key) {
        return invalidate(checked(key), Effect.REMOVE);
    }

    @Override
    public Mono<Position> expire(K key) {
        return invalidate(checked(key), Effect.EXPIRE);
    }

    private Mono<Position> invalidate(K key, Effect effect) {
        return open(listeners.around(Invalidation.of(key, effect), writePath.invalidate(key, effect)));
    }

    @Override
    public Mono<List<Position>> invalidateWhere(EntryPredicate predicate) {
        return where(Objects.requireNonNull(predicate, "predicate"), Effect.REMOVE);
    }

    @Override
    public Mono<List<Position>> expireWhere(EntryPredicate predicate) {
        return where(Objects.requireNonNull(predicate, "predicate"), Effect.EXPIRE);
    }

    private Mono<List<Position>> where(EntryPredicate predicate, Effect effect) {
        return open(
                listeners.around(Invalidation.where(predicate, effect), wide.write(new MarkerId(effect, predicate))));
    }

    private Mono<?> unasked(Invalidation<K> invalidation) {
        Effect effect = invalidation.effect();
        return invalidation
                .predicate()
                .<Mono<?>>map(predicate -> wide.write(new MarkerId(effect, predicate)))
                .orElseGet(() -> writePath.invalidate(invalidation.key().orElseThrow(), effect));
    }

    @Override
    public Mono<AuditReport> audit(AuditOptions options) {
        return open(auditor.audit(Objects.requireNonNull(options, "options")));
    }

    @Override
    public Flux<CacheEvent<K>> events() {
        return w.events.flux();
    }

    @Override
    public Mono<Long> reclaim() {
        return open(sweeping.reclaimed());
    }

    @Override
    public Mono<CacheStats> stats() {
        return Mono.fromCallable(inspection::stats);
    }

    @Override
    public Mono<CacheHealth> health() {
        return Mono.defer(inspection::health);
    }

    @Override
    public Mono<List<Member>> members() {
        return Mono.fromCallable(w.members::members);
    }

    @Override
    public Mono<Void> ready() {
        return open(Mono.firstWithSignal(
                w.isolation.started().then(sweeping.sync().looked()).publishOn(w.scheduler),
                ended.asMono().then(gate.passed())));
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            gate.close();
            w.closing.tryEmitEmpty();
            w.turns.close(gate::refusal);
            return later(BehindPath::close)
                    .then(begun())
                    .doOnTerminate(this::end)
                    .doOnCancel(this::end);
        });
    }

    /** Completes when what has begun is done, or may have taken long enough. */
    private Mono<Void> begun() {
        return w.writes
                .close(gate::refusal)
                .then(w.background.close())
                .timeout(w.config.maxLoadTime(), Mono.empty(), w.scheduler);
    }

    @Override
    public Mono<Void> flush() {
        return open(later(path -> path.engine.flush()));
    }

    @Override
    public Mono<Long> redrive() {
        return open(Mono.defer(
                () -> w.later().map(path -> path.engine.redrive(letter -> true)).orElse(Mono.just(0L))));
    }

    private Mono<Void> later(Function<BehindPath<K, V>, Mono<Void>> step) {
        return Mono.defer(() -> w.later().map(step).orElse(Mono.empty()));
    }

    /** Before the caller hears of it: what is subscribed on that signal must not find an entry. */
    private void end() {
        running.dispose();
        w.local.close();
        w.events.end();
        ended.tryEmitEmpty();
    }

    private <T> Mono<T> open(Mono<T> operation) {
        return gate.through(operation);
    }

    static <T> T checked(@Nullable T key) {
        if (key == null) {
            throw new InvalidKeyException("null", "not null");
        }
        return key;
    }
}
