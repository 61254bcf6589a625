package io.reactivecache.builder;

import io.reactivecache.CacheLoader;
import io.reactivecache.CacheReads;
import io.reactivecache.EntryLoader;
import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.read.LocalFirst;
import io.reactivecache.internal.read.Terms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The reads of a cache, on given terms. */
final class Reads<K, V> implements CacheReads<K, V> {

    private final LocalFirst<K, V> path;
    private final InstantSource clock;
    private final Terms<K, V> terms;
    private final LocalFirst.Answer<V, V> value = (entry, local, freshness, fenced) -> entry.value();
    private final LocalFirst.Answer<V, Lookup<V>> lookup = this::lookedUp;

    Reads(LocalFirst<K, V> path, InstantSource clock, EntryLoader<K, V> loader) {
        this(path, clock, new Terms<>(loader, ReadOptions.none()));
    }

    private Reads(LocalFirst<K, V> path, InstantSource clock, Terms<K, V> terms) {
        this.path = path;
        this.clock = clock;
        this.terms = terms;
    }

    Reads<K, V> with(ReadOptions options) {
        return new Reads<>(path, clock, new Terms<>(terms.loader(), Objects.requireNonNull(options, "options")));
    }

    @Override
    public Mono<V> get(K key) {
        return path.read(DefaultReactiveCache.checked(key), terms, value);
    }

    @Override
    public Mono<V> get(K key, CacheLoader<? super K, ? extends V> loader) {
        return path.read(DefaultReactiveCache.checked(key), loadedBy(loader), value);
    }

    @Override
    public Mono<Lookup<V>> lookup(K key) {
        return path.read(DefaultReactiveCache.checked(key), terms, lookup);
    }

    @Override
    public Mono<Lookup<V>> lookup(K key, CacheLoader<? super K, ? extends V> loader) {
        return path.read(DefaultReactiveCache.checked(key), loadedBy(loader), lookup);
    }

    private Terms<K, V> loadedBy(CacheLoader<? super K, ? extends V> loader) {
        return new Terms<>(EntryLoader.of(loader), terms.options());
    }

    private Lookup<V> lookedUp(Entry<V> entry, boolean local, Freshness freshness, boolean fenced) {
        return new Lookup<>(
                entry.value(),
                local && !entry.isDefault() ? Source.LOCAL : entry.source(),
                Duration.ofMillis(Math.max(0, clock.millis() - entry.created())),
                freshness,
                entry.stamp(),
                fenced);
    }
}
