package io.reactivecache.test;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Builds a cache for a test. One builder builds one.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TestCacheBuilder<K, V> {

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final RecordingLoader<K, V> loader = new RecordingLoader<>(time);
    final FaultyInvalidationLog log = new FaultyInvalidationLog(new InProcessInvalidationLog());
    Optional<RecordingWriter<K, V>> writer = Optional.empty();
    Optional<FaultyRemoteStore> remote = Optional.empty();

    private final KeyCodec<K> keys;
    private final Class<V> values;
    private String name = "test";
    private Optional<Codec<V>> codec = Optional.empty();
    private Consumer<CacheBuilder<K, V>> settings = builder -> {};

    TestCacheBuilder(KeyCodec<K> keys, Class<V> values) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.values = Objects.requireNonNull(values, "values");
    }

    /** The name of the cache. Defaults to {@code test}. */
    public TestCacheBuilder<K, V> name(String value) {
        this.name = Objects.requireNonNull(value, "name");
        return this;
    }

    /** A remote tier in memory. Defaults to none. Without a {@link #codec} it needs Jackson 3 on the class path. */
    public TestCacheBuilder<K, V> remote() {
        this.remote = Optional.of(new FaultyRemoteStore(new InMemoryRemoteStore(new VirtualClock(time))));
        return this;
    }

    /** How values are written for the remote tier. Defaults to JSON. */
    public TestCacheBuilder<K, V> codec(Codec<V> value) {
        this.codec = Optional.of(value);
        return this;
    }

    /** A writer that keeps values of its own; the loader does not see them. Defaults to none. */
    public TestCacheBuilder<K, V> writer() {
        this.writer = Optional.of(new RecordingWriter<>(time));
        return this;
    }

    /**
     * Sets anything the builder of the cache has, in place of what is set here. May be called again for more. Keep its
     * clock, its ticker and its scheduler, or time is no longer the test's.
     */
    public TestCacheBuilder<K, V> settings(Consumer<CacheBuilder<K, V>> more) {
        this.settings = settings.andThen(more);
        return this;
    }

    /**
     * Builds the cache, which has followed its log to the end when this returns.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public TestCache<K, V> build() {
        CacheBuilder<K, V> builder =
                typed().clock(clock()).ticker(clock()).scheduler(time).log(log);
        remote.ifPresent(builder::remote);
        writer.ifPresent(rows -> builder.writer(rows).bulkWriter(rows));
        builder.loader(loader).bulkLoader(loader.bulk());
        ReactiveCache<K, V> cache = WatchedCaches.build(builder, this::set);
        return new TestCache<>(this, cache);
    }

    private CacheBuilder<K, V> set(CacheBuilder<K, V> builder) {
        settings.accept(builder);
        return builder;
    }

    private CacheBuilder<K, V> typed() {
        CacheBuilder<K, Object> keyed = ReactiveCaches.builder(name).keys(keys);
        return codec.map(keyed::values).orElseGet(() -> keyed.values(values));
    }

    private VirtualClock clock() {
        return new VirtualClock(time);
    }
}
