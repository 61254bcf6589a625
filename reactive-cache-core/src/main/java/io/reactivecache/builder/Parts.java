package io.reactivecache.builder;

import io.reactivecache.BulkCacheLoader;
import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheWriter;
import io.reactivecache.ContextAuditor;
import io.reactivecache.EntryLoader;
import io.reactivecache.InvalidConfigException;
import io.reactivecache.InvalidationListener;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.config.Problems;
import io.reactivecache.config.PromotionConfig;
import io.reactivecache.config.Truth;
import io.reactivecache.internal.entry.PayloadFormat;
import io.reactivecache.internal.run.MonotonicClock;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.spi.CacheMetrics;
import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.HotKeys;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.Leases;
import io.reactivecache.spi.LoadLimiter;
import io.reactivecache.spi.RemoteStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What a builder was given, until it is checked and becomes {@link Wiring}. */
final class Parts<K, V> {

    private @Nullable Class<K> keyType;
    private @Nullable KeyCodec<K> keyCodec;
    private @Nullable Class<V> valueType;
    private List<Codec<V>> codecs = List.of();
    private boolean typedLate;

    @Nullable
    EntryLoader<K, V> loader;

    @Nullable
    BulkCacheLoader<K, V> bulkLoader;

    @Nullable
    Supplier<? extends Publisher<? extends K>> allKeys;

    Function<? super K, Optional<V>> byDefault = key -> Optional.empty();

    @Nullable
    CacheWriter<? super K, ? super V> writer;

    @Nullable
    BulkCacheWriter<K, V> bulkWriter;

    @Nullable
    Truth truth;

    @Nullable
    ToIntFunction<? super V> sizer;

    @Nullable
    WriteBehindBuilder behind;

    @Nullable
    RemoteStore remote;

    @Nullable
    InvalidationLog log;

    @Nullable
    HotKeys<K> hotKeys;

    @Nullable
    KeyFilter keyFilter;

    CallGuard guard = CallGuard.NONE;
    LoadLimiter limiter = LoadLimiter.NONE;
    ContextAuditor auditor = ContextAuditor.NONE;
    List<Compression> compressions = List.of();
    final List<InvalidationListener<K>> listeners = new ArrayList<>();
    CacheMetrics metrics = CacheMetrics.NONE;
    CacheObserver observer = CacheObserver.NONE;
    InstantSource ticker = new MonotonicClock();
    InstantSource clock = ticker;
    Scheduler scheduler = Schedulers.parallel();

    void keyType(Class<K> type) {
        keyType = type;
        keyCodec = KeyCodecs.forType(type).orElse(null);
        noteTyped();
    }

    void keyCodec(KeyCodec<K> given) {
        keyCodec = given;
        noteTyped();
    }

    void valueType(Class<V> type) {
        valueType = type;
        noteTyped();
    }

    void codecs(List<Codec<V>> given) {
        codecs = given;
        noteTyped();
    }

    Wiring<K, V> checked(CacheConfigBuilder settings) {
        List<String> found = new ArrayList<>();
        Optional<CacheConfig> config = Optional.empty();
        try {
            config = Optional.of(settings.build());
        } catch (InvalidConfigException invalid) {
            found.addAll(invalid.problems());
        }
        Problems problems = new Problems();
        checkTypes(problems);
        checkFormat(problems);
        config.ifPresent(valid -> checkSizer(valid, problems));
        config.ifPresent(valid -> checkLeases(valid, problems));
        config.ifPresent(valid -> checkPromotion(valid.promotion(), problems));
        problems.check(keyFilter == null || allKeys != null, "keyFilter", "set", "set with allKeys");
        problems.check(
                truth != Truth.CACHE || !hasSource(), "truth", Truth.CACHE, "SOURCE, as there is a loader or a writer");
        found.addAll(problems.found());
        if (config.isEmpty() || !found.isEmpty()) {
            throw new InvalidConfigException(found);
        }
        return wiring(config.get());
    }

    private boolean hasSource() {
        return loader != null || bulkLoader != null || writer != null || bulkWriter != null;
    }

    private Truth usualTruth() {
        return hasSource() ? Truth.SOURCE : Truth.CACHE;
    }

    private void checkTypes(Problems problems) {
        problems.check(
                keyCodec != null,
                "keys",
                keyType == null ? "not set" : keyType.getName(),
                "String, Long, Integer, UUID, an enum, or a KeyCodec");
        problems.check(!codecs.isEmpty() || valueType != null, "values", "not set", "a type or a Codec");
        problems.check(!typedLate, "keys and values", "set after loader, writer or sizer", "set before them");
    }

    private void checkFormat(Problems problems) {
        codecs.forEach(codec -> {
            problems.within("codec.id", codec.id(), 0, 0xFF);
            problems.within("codec.schema", codec.schema(), 0, 0xFFFF);
        });
        List<Integer> formats = codecs.stream().map(Codec::id).toList();
        problems.check(formats.size() == Set.copyOf(formats).size(), "codec.id", formats, "all different");
        List<Integer> ids = compressions.stream()
                .filter(compression -> compression != Compression.NONE)
                .map(Compression::id)
                .toList();
        ids.forEach(id -> problems.within("compression.id", id, 1, 0xFF));
        problems.check(ids.size() == Set.copyOf(ids).size(), "compression.id", ids, "all different");
    }

    private void checkSizer(CacheConfig config, Problems problems) {
        problems.check(
                config.local().maximumBytes() == Long.MAX_VALUE || sizer != null,
                "maximumBytes",
                config.local().maximumBytes(),
                "set with a sizer");
    }

    private void checkLeases(CacheConfig config, Problems problems) {
        problems.check(
                !config.remote().isLeased() || remote instanceof Leases,
                "remote.leaseTime",
                config.remote().leaseTime(),
                "set with a remote store that has leases");
    }

    private void checkPromotion(PromotionConfig promotion, Problems problems) {
        problems.check(promotion.keepsAll() || remote != null, "promotion", "set", "set with a remote store");
        problems.check(!promotion.hotOnly() || hotKeys != null, "promotion.hotOnly", true, "set with hotKeys");
        problems.check(
                !promotion.isMeasured() || sizer != null,
                "promotion.maxValueBytes",
                promotion.maxValueBytes(),
                "set with a sizer");
    }

    private Wiring<K, V> wiring(CacheConfig config) {
        return new Wiring<>(
                config,
                required(keyCodec),
                Optional.ofNullable(loader),
                Optional.ofNullable(writer),
                Optional.ofNullable(bulkWriter),
                Optional.ofNullable(bulkLoader),
                truth == null ? usualTruth() : truth,
                Optional.ofNullable(allKeys),
                byDefault,
                sizer == null ? value -> 0 : sizer,
                remote == null ? Optional.empty() : Optional.of(new Wiring.Remote<>(remote, payloads(config))),
                behind == null ? Optional.empty() : Optional.of(behind(config, behind.build())),
                log == null ? new InProcessInvalidationLog() : log,
                Optional.ofNullable(hotKeys),
                Optional.ofNullable(keyFilter),
                guard,
                limiter,
                auditor,
                List.copyOf(listeners),
                metrics,
                observer,
                clock,
                ticker,
                scheduler);
    }

    private PayloadFormat<V> payloads(CacheConfig config) {
        int limit = config.remote().maxValueBytes();
        List<Codec<V>> used =
                codecs.isEmpty() ? List.of(JsonCodec.of(required(valueType)).withMaxBytes(limit)) : codecs;
        return new PayloadFormat<>(used, compressions, config.remote().compressionThreshold(), limit);
    }

    private Wiring.Behind<V> behind(CacheConfig config, WriteBehindBuilder.Parts parts) {
        return new Wiring.Behind<>(parts, payloads(config), sizer == null ? value -> 0 : sizer);
    }

    private void noteTyped() {
        typedLate |= hotKeys != null
                || allKeys != null
                || loader != null
                || bulkLoader != null
                || writer != null
                || bulkWriter != null
                || !listeners.isEmpty()
                || sizer != null;
    }

    private static <T> T required(@Nullable T checked) {
        if (checked == null) {
            throw new IllegalStateException("part: absent (expected: checked before)");
        }
        return checked;
    }
}
