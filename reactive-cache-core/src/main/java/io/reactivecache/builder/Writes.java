package io.reactivecache.builder;

import io.reactivecache.BulkWriteResult;
import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.Position;
import io.reactivecache.UnsupportedWriteException;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOptions.KeptBy;
import io.reactivecache.Written;
import io.reactivecache.internal.entry.WriteTerms;
import io.reactivecache.internal.write.Rule;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The writes of a cache, with given options. */
final class Writes<K, V> implements CacheWrites<K, V> {

    private final Wiring<K, V> w;
    private final WritePath<K, V> path;
    private final BulkWrites<K, V> bulk;
    private final ComputePath<K, V> computes;
    private final WriteOptions options;
    private final Function<K, Mono<V>> read;
    private final OpenGate gate;
    private final WriteTerms terms;

    /**
     * The writes.
     *
     * @param read reads a key as callers do
     * @param gate is open while the cache is
     */
    Writes(
            WritePath<K, V> path,
            ComputePath<K, V> computes,
            Wiring<K, V> w,
            WriteOptions options,
            Function<K, Mono<V>> read,
            OpenGate gate) {
        this.w = w;
        this.path = path;
        this.computes = computes;
        this.bulk = new BulkWrites<>(w, path);
        this.options = checked(w, Objects.requireNonNull(options, "options"));
        this.read = read;
        this.gate = gate;
        this.terms = WriteTerms.of(options);
    }

    private static WriteOptions checked(Wiring<?, ?> w, WriteOptions options) {
        options.durability()
                .filter(durability -> durability != Durability.IMMEDIATE)
                .ifPresent(durability -> checkLater(w, durability));
        if (options.keptBy() == KeptBy.REMOTE && w.remote.isEmpty()) {
            refuse("remoteOnly", "set with a remote store");
        }
        options.codec()
                .filter(id -> w.remote.filter(at -> at.payloads().has(id)).isEmpty())
                .ifPresent(id -> refuse("codec " + id, "a remote store, and one of the codecs given to values"));
        return options;
    }

    private static void checkLater(Wiring<?, ?> w, Durability durability) {
        boolean keeps = w.behind
                .filter(later -> durability != Durability.DEFERRED
                        || later.parts().journal().isPresent())
                .isPresent();
        if (!keeps) {
            refuse("durability " + durability, "IMMEDIATE, or set with writeBehind, and with a journal if DEFERRED");
        }
    }

    /** Makes a write while the cache is open: through to the system of record, or later. */
    private Mono<Position> written(K key, Optional<V> value, Supplier<Mono<Position>> through) {
        return durability() == Durability.IMMEDIATE ? gate.through(through.get()) : later(key, value);
    }

    private Mono<Position> later(K key, Optional<V> value) {
        Mono<Position> later = w.later().orElseThrow().write(key, value, durability(), terms);
        return durability() == Durability.EVENTUAL ? later : gate.through(later);
    }

    private Durability durability() {
        return options.durability()
                .or(() -> w.later().map(BehindPath::durability))
                .orElse(Durability.IMMEDIATE);
    }

    private static void refuse(String what, String expected) {
        throw new UnsupportedWriteException(what, expected);
    }

    @Override
    public Mono<Position> put(K key, V value) {
        K checked = DefaultReactiveCache.checked(key);
        return written(checked, some(value, "value"), () -> path.put(checked, value, options));
    }

    @Override
    public Mono<BulkWriteResult<K>> putAll(Map<? extends K, ? extends V> values) {
        Map<K, V> all = Map.copyOf(values);
        return gate.through(
                durability() == Durability.IMMEDIATE
                        ? bulk.putAll(all, options)
                        : bulk.each(all, (key, value) -> later(key, Optional.of(value))));
    }

    @Override
    public Mono<Position> remove(K key) {
        K checked = DefaultReactiveCache.checked(key);
        return written(checked, Optional.empty(), () -> path.remove(checked, options));
    }

    @Override
    public Mono<Written<V>> putIfAbsent(K key, V value) {
        return when(key, Optional::isEmpty, some(value, "value"));
    }

    @Override
    public Mono<Written<V>> replace(K key, V value) {
        return when(key, Optional::isPresent, some(value, "value"));
    }

    @Override
    public Mono<Written<V>> replace(K key, V expected, V value) {
        return when(key, some(expected, "expected")::equals, some(value, "value"));
    }

    @Override
    public Mono<Written<V>> remove(K key, V expected) {
        return when(key, some(expected, "expected")::equals, Optional.empty());
    }

    @Override
    public Mono<Written<V>> compute(K key, Function<Optional<V>, Mono<V>> function) {
        return computed(key, Rule.of(Objects.requireNonNull(function, "function")));
    }

    private Mono<Written<V>> when(K key, Predicate<Optional<V>> test, Optional<V> value) {
        return computed(key, Rule.when(test, value));
    }

    private Mono<Written<V>> computed(K key, Rule<V> rule) {
        K checked = DefaultReactiveCache.checked(key);
        return gate.through(
                durability() == Durability.IMMEDIATE
                        ? computes.compute(checked, rule, options)
                        : computes.compute(checked, rule, durability(), options, read));
    }

    private Optional<V> some(V value, String name) {
        return Optional.of(Objects.requireNonNull(value, name));
    }
}
