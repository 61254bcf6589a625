package io.reactivecache.builder;

import io.reactivecache.BulkAnswer;
import io.reactivecache.BulkCacheLoader;
import io.reactivecache.BulkResult;
import io.reactivecache.CacheLoader;
import io.reactivecache.CacheReads;
import io.reactivecache.EntryLoader;
import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.WarmOptions;
import io.reactivecache.WarmProgress;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.read.BulkReads;
import io.reactivecache.internal.read.LocalFirst;
import io.reactivecache.internal.read.Terms;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The reads of a cache, on given terms. */
final class Reads<K, V> implements CacheReads<K, V> {

    private final ReadPath<K, V> path;
    private final Wiring<K, V> w;
    private final Terms<K, V> terms;
    private final LocalFirst.Answer<V, V> value = (entry, local, freshness, fenced) -> entry.value();
    private final LocalFirst.Answer<V, Lookup<V>> lookup = this::lookedUp;

    Reads(ReadPath<K, V> path, Wiring<K, V> w, ReadOptions options) {
        this.path = path;
        this.w = w;
        this.terms = Terms.of(w.loads(), Objects.requireNonNull(options, "options"));
    }

    @Override
    public Mono<V> get(K key) {
        return path.local.read(DefaultReactiveCache.checked(key), terms, value);
    }

    @Override
    public Mono<V> get(K key, CacheLoader<? super K, ? extends V> loader) {
        return path.local.read(DefaultReactiveCache.checked(key), loadedBy(loader), value);
    }

    @Override
    public Mono<Lookup<V>> lookup(K key) {
        return path.local.read(DefaultReactiveCache.checked(key), terms, lookup);
    }

    @Override
    public Mono<Lookup<V>> lookup(K key, CacheLoader<? super K, ? extends V> loader) {
        return path.local.read(DefaultReactiveCache.checked(key), loadedBy(loader), lookup);
    }

    @Override
    public Mono<BulkResult<K, V>> getAll(Collection<? extends K> keys) {
        return BulkReads.result(answers(keys));
    }

    @Override
    public Mono<BulkResult<K, V>> getAll(Collection<? extends K> keys, BulkCacheLoader<K, V> loader) {
        Objects.requireNonNull(loader, "loader");
        return BulkReads.result(path.bulk.together(checked(keys), loader, terms.options()));
    }

    @Override
    public Flux<BulkAnswer<K, V>> getAll(Publisher<? extends K> keys) {
        return path.bulk.stream(Objects.requireNonNull(keys, "keys"), this::answers);
    }

    Flux<WarmProgress> warm(Publisher<? extends K> keys, WarmOptions options) {
        return path.warmUp.warm(keys, options, this::answers);
    }

    private Flux<BulkAnswer<K, V>> answers(Collection<? extends K> keys) {
        Collection<? extends K> all = checked(keys);
        return w.bulkLoader
                .map(loader -> path.bulk.together(all, loader, terms.options()))
                .orElseGet(() -> path.bulk.each(all, terms.loader(), terms.options()));
    }

    private static <K> Collection<? extends K> checked(Collection<? extends K> keys) {
        keys.forEach(DefaultReactiveCache::checked);
        return List.copyOf(keys);
    }

    private Terms<K, V> loadedBy(CacheLoader<? super K, ? extends V> loader) {
        return Terms.of(w.limited(EntryLoader.of(loader)), terms.options());
    }

    private Lookup<V> lookedUp(Entry<V> entry, boolean local, Freshness freshness, boolean fenced) {
        return new Lookup<>(
                entry.value(),
                local && !entry.isDefault() ? Source.LOCAL : entry.source(),
                Duration.ofMillis(Math.max(0, w.clock.millis() - entry.created())),
                freshness,
                entry.stamp(),
                fenced);
    }
}
