package io.reactivecache.builder;

import io.reactivecache.BulkCacheLoader;
import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheLoader;
import io.reactivecache.CacheWriter;
import io.reactivecache.ContextAuditor;
import io.reactivecache.EntryLoader;
import io.reactivecache.InvalidationListener;
import io.reactivecache.ReactiveCache;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.config.FlightConfigBuilder;
import io.reactivecache.config.PromotionConfigBuilder;
import io.reactivecache.config.StaleConfigBuilder;
import io.reactivecache.config.StalenessConfigBuilder;
import io.reactivecache.config.Truth;
import io.reactivecache.config.TtlConfigBuilder;
import io.reactivecache.spi.CacheMetrics;
import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.HotKeys;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.LoadLimiter;
import io.reactivecache.spi.RemoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.scheduler.Scheduler;

/**
 * Builds a cache. Without a remote tier and a log it is a cache of this process alone. Nothing is checked before
 * {@link #build()}, which reports all problems at once.
 *
 * @param <K> the type of the keys, set by {@code keys}
 * @param <V> the type of the values, set by {@code values}
 */
public final class CacheBuilder<K, V> {

    private final CacheConfigBuilder config;
    private final Parts<K, V> parts = new Parts<>();

    CacheBuilder(String name) {
        this.config = new CacheConfigBuilder(name);
    }

    /** The type of the keys: {@code String}, {@code Long}, {@code Integer}, {@code UUID} or an enum. Required. */
    public <K1> CacheBuilder<K1, V> keys(Class<K1> type) {
        CacheBuilder<K1, V> typed = retyped();
        typed.parts.keyType(Objects.requireNonNull(type, "type"));
        return typed;
    }

    /** How keys of another type are written down. */
    public <K1> CacheBuilder<K1, V> keys(KeyCodec<K1> codec) {
        CacheBuilder<K1, V> typed = retyped();
        typed.parts.keyCodec(Objects.requireNonNull(codec, "codec"));
        return typed;
    }

    /**
     * The type of the values. With a remote tier they are written as JSON, which needs Jackson 3 on the class path.
     * Required.
     */
    public <V1> CacheBuilder<K, V1> values(Class<V1> type) {
        CacheBuilder<K, V1> typed = retyped();
        typed.parts.valueType(Objects.requireNonNull(type, "type"));
        return typed;
    }

    /**
     * How values are written for the remote tier.
     *
     * @param codec writes what no write asks another one for
     * @param readable codecs whose values can be read besides, such as the one used so far, and which a write may ask for
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final <V1> CacheBuilder<K, V1> values(Codec<V1> codec, Codec<V1>... readable) {
        CacheBuilder<K, V1> typed = retyped();
        typed.parts.codecs(Stream.concat(Stream.of(codec), Stream.of(readable))
                .map(Objects::requireNonNull)
                .toList());
        return typed;
    }

    /** What loads values nobody has. Defaults to none: a value nobody has is absent. */
    public CacheBuilder<K, V> loader(CacheLoader<? super K, ? extends V> loader) {
        parts.loader = EntryLoader.of(loader);
        return this;
    }

    /** What loads values nobody has and decides how each is kept. In place of {@link #loader}. */
    public CacheBuilder<K, V> entryLoader(EntryLoader<K, V> loader) {
        parts.loader = Objects.requireNonNull(loader, "loader");
        return this;
    }

    /** What loads many values at once, for {@code getAll}; single ones too if there is no other loader. Defaults to none. */
    public CacheBuilder<K, V> bulkLoader(BulkCacheLoader<K, V> loader) {
        parts.bulkLoader = Objects.requireNonNull(loader, "loader");
        return this;
    }

    /** All keys the system of record has, read anew each time: for {@code warmAll} and the key filter. Defaults to none. */
    public CacheBuilder<K, V> allKeys(Supplier<? extends Publisher<? extends K>> keys) {
        parts.allKeys = Objects.requireNonNull(keys, "keys");
        return this;
    }

    /**
     * What is answered in place of a value that could not be loaded, when there is no stale one. No tier keeps it longer than
     * the throttle lasts, the remote tier not at all. Defaults to none: the caller hears why the load failed.
     */
    public CacheBuilder<K, V> defaultValue(Function<? super K, Optional<V>> byDefault) {
        parts.byDefault = Objects.requireNonNull(byDefault, "byDefault");
        return this;
    }

    /**
     * What writes values to the system of record; a {@link io.reactivecache.ConditionalCacheWriter} makes {@code compute} atomic
     * across nodes. Defaults to none; with no loader either, the cache itself is the truth
     * of what is put, unless {@link #truth} says otherwise.
     */
    public CacheBuilder<K, V> writer(CacheWriter<? super K, ? super V> writer) {
        parts.writer = Objects.requireNonNull(writer, "writer");
        return this;
    }

    /**
     * What writes many values to the system of record at once, for {@code putAll}; single ones too if there is no other writer.
     * Defaults to none.
     */
    public CacheBuilder<K, V> bulkWriter(BulkCacheWriter<K, V> writer) {
        parts.bulkWriter = Objects.requireNonNull(writer, "writer");
        return this;
    }

    /**
     * Where the right values are. Defaults to {@link Truth#SOURCE} if there is a loader or a writer, else to
     * {@link Truth#CACHE}. A cache all of whose reads bring a loader of their own has to be told {@link Truth#SOURCE}, or what
     * they load does not go to the remote tier.
     */
    public CacheBuilder<K, V> truth(Truth truth) {
        parts.truth = Objects.requireNonNull(truth, "truth");
        return this;
    }

    /**
     * Lets writes be applied later than they are answered, as {@link io.reactivecache.WriteOptions#durability} says. May be called
     * again for further settings. Defaults to no such writes.
     */
    public CacheBuilder<K, V> writeBehind(Consumer<WriteBehindBuilder> settings) {
        if (parts.behind == null) {
            parts.behind = new WriteBehindBuilder();
        }
        settings.accept(parts.behind);
        return this;
    }

    /** The store that holds the remote tier. Stays open when the cache is closed. Defaults to none. */
    public CacheBuilder<K, V> remote(RemoteStore store) {
        parts.remote = Objects.requireNonNull(store, "store");
        return this;
    }

    /**
     * What compresses values for the remote tier, from {@code compressionThreshold} bytes on and if it saves a tenth.
     * Defaults to nothing.
     *
     * @param compression {@link Compression#NONE} to compress nothing any more
     * @param readable compressions whose values can be read besides, such as the one used so far
     */
    public CacheBuilder<K, V> compression(Compression compression, Compression... readable) {
        parts.compressions = Stream.concat(Stream.of(compression), Stream.of(readable))
                .map(Objects::requireNonNull)
                .toList();
        return this;
    }

    /**
     * The log that keeps the nodes coherent. Stays open when the cache is closed. Defaults to one of this cache alone, in
     * the process.
     */
    public CacheBuilder<K, V> log(InvalidationLog log) {
        parts.log = Objects.requireNonNull(log, "log");
        return this;
    }

    /**
     * What finds the keys that are read most: it is told of reads, and only keys it finds hot are refreshed early at random.
     * Ask it for them to see which they are. Of this cache alone. Defaults to none: all keys are refreshed early.
     */
    public CacheBuilder<K, V> hotKeys(HotKeys<K> keys) {
        parts.hotKeys = Objects.requireNonNull(keys, "keys");
        return this;
    }

    /**
     * What knows the keys there are, to end reads of others before anybody is asked; it is filled from {@link #allKeys} and
     * kept up by the log. Of this cache alone. Defaults to none.
     */
    public CacheBuilder<K, V> keyFilter(KeyFilter filter) {
        parts.keyFilter = Objects.requireNonNull(filter, "filter");
        return this;
    }

    /**
     * What keeps calls away from a remote tier that fails, such as a circuit breaker. Defaults to nothing: every call is
     * made, and waited for up to its timeout.
     */
    public CacheBuilder<K, V> remoteGuard(CallGuard guard) {
        parts.guard = Objects.requireNonNull(guard, "guard");
        return this;
    }

    /** What limits how often values are loaded. Defaults to nothing. */
    public CacheBuilder<K, V> loadLimiter(LoadLimiter limiter) {
        parts.limiter = Objects.requireNonNull(limiter, "limiter");
        return this;
    }

    /** Who is told which keys of the Context loads read. Defaults to nobody. */
    public CacheBuilder<K, V> contextAuditor(ContextAuditor auditor) {
        parts.auditor = Objects.requireNonNull(auditor, "auditor");
        return this;
    }

    /** Who is asked before each invalidation and told after it; may be called again for further ones. Defaults to nobody. */
    public CacheBuilder<K, V> listener(InvalidationListener<K> listener) {
        parts.listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Who is told of loads, reads of the remote tier and appends to the log while they happen. Defaults to nobody. */
    public CacheBuilder<K, V> observer(CacheObserver observer) {
        parts.observer = Objects.requireNonNull(observer, "observer");
        return this;
    }

    /** Where counts and times are published. Defaults to nowhere. */
    public CacheBuilder<K, V> metrics(CacheMetrics metrics) {
        parts.metrics = Objects.requireNonNull(metrics, "metrics");
        return this;
    }

    /**
     * The clock that ends entries. Defaults to one that never jumps. It does not bound staleness: that is the
     * {@link #ticker}.
     */
    public CacheBuilder<K, V> clock(InstantSource clock) {
        parts.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * What measures the time that has passed since this node was last in touch with the log. It must never go back; where it
     * began does not matter. Defaults to the machine's monotonic clock. For tests in a time of their own.
     */
    public CacheBuilder<K, V> ticker(InstantSource ticker) {
        parts.ticker = Objects.requireNonNull(ticker, "ticker");
        return this;
    }

    /** Where time limits are kept and puts are answered. Defaults to {@code Schedulers.parallel()}. */
    public CacheBuilder<K, V> scheduler(Scheduler scheduler) {
        parts.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        return this;
    }

    /** How long after it was loaded or put a value is fresh. Defaults to 10 minutes. */
    public CacheBuilder<K, V> ttl(Duration ttl) {
        config.ttl(ttl);
        return this;
    }

    /** How long values are fresh, in detail: by tier, with jitter, of absence. */
    public CacheBuilder<K, V> ttl(Consumer<TtlConfigBuilder> settings) {
        config.ttl(settings);
        return this;
    }

    /** How loads are shared and how long they are waited for. */
    public CacheBuilder<K, V> flight(Consumer<FlightConfigBuilder> settings) {
        config.flight(settings);
        return this;
    }

    /** What may be answered of a value that is no longer fresh, and when a fresh one is refreshed. */
    public CacheBuilder<K, V> stale(Consumer<StaleConfigBuilder> settings) {
        config.stale(settings);
        return this;
    }

    /**
     * How long after a change was announced a node may still answer what was before it, log dead or not. Defaults to
     * 5 seconds.
     */
    public CacheBuilder<K, V> maxStaleness(Duration limit) {
        config.staleness(staleness -> staleness.maxStaleness(limit));
        return this;
    }

    /** How long a node may go on answering when it hears nothing of the log, in detail. */
    public CacheBuilder<K, V> staleness(Consumer<StalenessConfigBuilder> settings) {
        config.staleness(settings);
        return this;
    }

    /** How many entries the local tier holds. Defaults to 10,000; conflicts with {@link #maximumBytes}. */
    public CacheBuilder<K, V> maximumSize(long entries) {
        config.maximumSize(entries);
        return this;
    }

    /**
     * How many bytes of values the local tier holds. An empty value counts as one byte, the knowledge that there is none as
     * 64. Defaults to no such bound; conflicts with {@link #maximumSize}.
     *
     * @param sizer gives the bytes of a value, 0 or more; a value it cannot measure counts as {@link Integer#MAX_VALUE}
     */
    public CacheBuilder<K, V> maximumBytes(long bytes, ToIntFunction<? super V> sizer) {
        config.maximumBytes(bytes);
        return sizer(sizer);
    }

    /**
     * What measures values, where something depends on their size.
     *
     * @param sizer gives the bytes of a value, 0 or more; a value it cannot measure counts as {@link Integer#MAX_VALUE}
     */
    public CacheBuilder<K, V> sizer(ToIntFunction<? super V> sizer) {
        parts.sizer = Objects.requireNonNull(sizer, "sizer");
        return this;
    }

    /** Which of the values that the remote tier has the local tier keeps too. Defaults to all. */
    public CacheBuilder<K, V> promotion(Consumer<PromotionConfigBuilder> settings) {
        config.promotion(settings);
        return this;
    }

    /** Sets anything else there is to set. */
    public CacheBuilder<K, V> settings(Consumer<CacheConfigBuilder> settings) {
        settings.accept(config);
        return this;
    }

    /**
     * Builds the cache; it begins to follow its log at once, in the background.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public ReactiveCache<K, V> build() {
        return DefaultReactiveCache.started(parts.checked(config));
    }

    @SuppressWarnings("unchecked") // parts of the former type are replaced, or conflict and are reported
    private <K1, V1> CacheBuilder<K1, V1> retyped() {
        return (CacheBuilder<K1, V1>) this;
    }
}
