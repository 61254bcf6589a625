package io.reactivecache.internal.read;

import io.reactivecache.Source;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.spi.CacheMeter;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/** Calls the loader and measures it. */
public final class LoadStage<K, V> implements ReadStage<K, V> {

    private final CacheConfig config;
    private final InstantSource clock;
    private final Counters counters;

    public LoadStage(CacheConfig config, InstantSource clock, Counters counters) {
        this.config = config;
        this.clock = clock;
        this.counters = counters;
    }

    @Override
    public Mono<Entry<V>> read(Read<K, V> read) {
        return Mono.defer(() -> {
            long began = clock.millis();
            return Mono.<V>defer(() -> read.loader().load(read.key()).map(value -> value))
                    .map(value -> entry(read, value, began))
                    .doFinally(signal ->
                            counters.add(CacheMeter.LOAD_NANOS, Math.max(0, clock.millis() - began) * 1_000_000))
                    .doOnSuccess(any -> counters.count(CacheMeter.LOAD))
                    .doOnError(failure -> counters.count(CacheMeter.LOAD_FAILURE))
                    .doOnCancel(() -> counters.count(CacheMeter.LOAD_FAILURE));
        });
    }

    private Entry<V> entry(Read<K, V> read, V value, long began) {
        long now = clock.millis();
        return read.target()
                .map(target -> Entry.stamped(
                        value,
                        Source.LOADED,
                        target.applied(),
                        now,
                        now + config.ttl().local().toMillis(),
                        now - began))
                .orElseGet(() -> Entry.unstamped(value, now, now - began));
    }
}
