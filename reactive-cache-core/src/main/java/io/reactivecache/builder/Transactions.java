package io.reactivecache.builder;

import io.reactivecache.CacheTransaction;
import io.reactivecache.CacheTransaction.Part;
import io.reactivecache.KeyWrite;
import io.reactivecache.LoadRequest;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.TransactionalCache;
import io.reactivecache.internal.write.TransactionPart;
import io.reactivecache.spi.Token;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Changes inside of transactions. Of a key whose truth is elsewhere the writer writes at once, and the cache is told twice: the key is
 * fenced before the commit, and invalidated after it under the same token, which lifts the fence. Where the cache itself is
 * the truth nothing is wrong before the commit, and the change is made after it.
 */
final class Transactions<K, V> implements TransactionalCache<K, V> {

    private final Wiring<K, V> w;
    private final WritePath<K, V> path;
    private final ReactiveCache<K, V> cache;

    Transactions(Wiring<K, V> w, WritePath<K, V> path, ReactiveCache<K, V> cache) {
        this.w = w;
        this.path = path;
        this.cache = cache;
    }

    /** What of this cache a transaction changes. */
    private record Changed(Object cache, Object key) {}

    @Override
    public Mono<V> get(K key) {
        Object changed = changed(key);
        return inTransaction(
                transaction -> transaction.changes(changed) ? loaded(key) : cache.get(key), () -> cache.get(key));
    }

    private Mono<V> loaded(K key) {
        return Mono.defer(() -> w.loads().load(new LoadRequest<>(key, Optional.empty())))
                .flatMap(result -> Mono.justOrEmpty(result.value()));
    }

    @Override
    public Mono<Void> put(K key, V value) {
        Objects.requireNonNull(value, "value");
        return change(key, Optional.of(value), () -> cache.put(key, value));
    }

    @Override
    public Mono<Void> remove(K key) {
        return change(key, Optional.empty(), () -> cache.remove(key));
    }

    @Override
    public Mono<Void> invalidate(K key) {
        Object changed = changed(key);
        return inTransaction(
                transaction -> Mono.fromRunnable(() -> transaction.enlist(changed, invalidation(key))),
                () -> cache.invalidate(key).then());
    }

    private Mono<Void> change(K key, Optional<V> value, Supplier<Mono<Position>> alone) {
        Object changed = changed(key);
        Function<CacheTransaction, Mono<Void>> later = transaction ->
                Mono.fromRunnable(() -> transaction.enlist(changed, TransactionPart.after(Mono.defer(alone))));
        Function<CacheTransaction, Mono<Void>> written = transaction -> Mono.defer(() -> {
            Token token = w.tokens.next();
            transaction.enlist(changed, fenced(key, token));
            KeyWrite<K, V> write = new KeyWrite<>(key, value, new UUID(token.node(), token.sequence()));
            return w.source().map(writer -> writer.write(write)).orElse(Mono.empty());
        });
        return inTransaction(
                w.newestWins() ? later : written, () -> Mono.defer(alone).then());
    }

    private Part invalidation(K key) {
        return w.newestWins()
                ? TransactionPart.after(Mono.defer(() -> cache.invalidate(key)))
                : fenced(key, w.tokens.next());
    }

    private Part fenced(K key, Token token) {
        return TransactionPart.fenced(path.fence(key, token), path.told(key, token));
    }

    private <T> Mono<T> inTransaction(Function<CacheTransaction, Mono<T>> inside, Supplier<Mono<T>> outside) {
        return Mono.deferContextual(
                context -> CacheTransaction.of(context).map(inside).orElseGet(outside));
    }

    private Object changed(K key) {
        return new Changed(w, DefaultReactiveCache.checked(key));
    }
}
