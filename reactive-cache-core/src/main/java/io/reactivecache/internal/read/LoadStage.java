package io.reactivecache.internal.read;

import io.reactivecache.CacheEvent;
import io.reactivecache.LoadRequest;
import io.reactivecache.LoadResult;
import io.reactivecache.Position;
import io.reactivecache.Source;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Lifetime;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.entry.Measures;
import io.reactivecache.internal.entry.Traits;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Calls the loader, measures it, and makes an entry of what it found: how long it is kept is decided by the loader, else by
 * the caller, else by the settings of the cache.
 */
public final class LoadStage<K, V> implements ReadStage<K, V> {

    private final Lifetimes lifetimes;
    private final InstantSource clock;
    private final Counters counters;
    private final Measures measures;
    private final CacheEvents<K> events;

    public LoadStage(
            Lifetimes lifetimes, InstantSource clock, Counters counters, Measures measures, CacheEvents<K> events) {
        this.lifetimes = lifetimes;
        this.clock = clock;
        this.counters = counters;
        this.measures = measures;
        this.events = events;
    }

    @Override
    public Mono<Loaded<V>> read(Read<K, V> read) {
        return Mono.defer(() -> {
            Entry<V> stale = read.flight().stale();
            Instant began = clock.instant();
            Mono<LoadResult<V>> load = Mono.defer(() -> read.call().loader().load(request(read, stale)));
            return measures.timed(CacheTimer.LOAD, load)
                    .defaultIfEmpty(LoadResult.absent())
                    .flatMap(result -> loaded(read, result, stale, since(began)))
                    .doOnSuccess(any -> ended(CacheMeter.LOAD, CacheEvent.Type.LOADED, read.key()))
                    .doOnError(failure -> ended(CacheMeter.LOAD_FAILURE, CacheEvent.Type.LOAD_FAILED, read.key()))
                    .doOnCancel(() -> ended(CacheMeter.LOAD_FAILURE, CacheEvent.Type.LOAD_FAILED, read.key()));
        });
    }

    private void ended(CacheMeter meter, CacheEvent.Type type, K key) {
        counters.count(meter);
        events.of(type, key);
    }

    private LoadRequest<K, V> request(Read<K, V> read, @Nullable Entry<V> stale) {
        return new LoadRequest<>(read.key(), Optional.ofNullable(stale).flatMap(this::previous));
    }

    private Optional<LoadRequest.Previous<V>> previous(Entry<V> stale) {
        if (stale.isAbsent() || stale.isDefault()) {
            return Optional.empty();
        }
        Duration age = Duration.ofMillis(Math.max(0, clock.millis() - stale.created()));
        return Optional.of(
                new LoadRequest.Previous<>(stale.value(), stale.traits().validator(), age));
    }

    private Mono<Loaded<V>> loaded(Read<K, V> read, LoadResult<V> result, @Nullable Entry<V> stale, Duration took) {
        return switch (result.kind()) {
            case VALUE ->
                Mono.just(kept(read, result, result.value(), Traits.of(result.tags(), result.validator()), took));
            case ABSENT -> absent(read, result, took);
            case NOT_MODIFIED -> notModified(read, result, stale, took);
        };
    }

    private Mono<Loaded<V>> notModified(
            Read<K, V> read, LoadResult<V> result, @Nullable Entry<V> stale, Duration took) {
        if (stale == null || previous(stale).isEmpty()) {
            return Mono.error(
                    new IllegalStateException("loader: not modified (expected: a value, none was given to it)"));
        }
        Optional<String> validator = result.validator().or(() -> stale.traits().validator());
        Traits traits = Traits.of(result.tags().isEmpty() ? stale.traits().tags() : result.tags(), validator);
        return Mono.just(kept(read, result, Optional.of(stale.value()), traits, took));
    }

    private Mono<Loaded<V>> absent(Read<K, V> read, LoadResult<V> result, Duration took) {
        Lifetime times = lifetimes.absent(result.localTtl());
        if (times.freshUntil() <= times.created()) {
            return Mono.empty();
        }
        Entry<V> entry = Entry.of(
                Optional.empty(),
                Source.LOADED,
                stamp(read),
                Traits.of(result.tags(), Optional.empty()),
                times,
                micros(took));
        return Mono.just(new Loaded<>(entry, remote(result, lifetimes.remoteAbsent(result.remoteTtl()))));
    }

    private Loaded<V> kept(Read<K, V> read, LoadResult<V> result, Optional<V> value, Traits traits, Duration took) {
        Optional<Duration> own = read.call().options().ttl();
        Lifetime times = lifetimes.local(result.localTtl().or(() -> own), micros(took));
        Entry<V> entry = Entry.of(value, Source.LOADED, stamp(read), traits, times, micros(took));
        return new Loaded<>(
                entry, remote(result, lifetimes.remoteFresh(result.remoteTtl().or(() -> own))));
    }

    private static <V> Optional<Duration> remote(LoadResult<V> result, Duration fresh) {
        return result.localOnly() || fresh.isZero() ? Optional.empty() : Optional.of(fresh);
    }

    private static Optional<Position> stamp(Read<?, ?> read) {
        return read.target().map(Read.Target::applied);
    }

    private Duration since(Instant began) {
        Duration took = Duration.between(began, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private static int micros(Duration took) {
        return (int) Math.min(Integer.MAX_VALUE, took.toNanos() / 1_000);
    }
}
