package io.reactivecache.builder;

import io.reactivecache.BulkCacheLoader;
import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheWriter;
import io.reactivecache.ContextAuditor;
import io.reactivecache.EntryLoader;
import io.reactivecache.InvalidationListener;
import io.reactivecache.config.Announcement;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.Truth;
import io.reactivecache.internal.coherence.Membership;
import io.reactivecache.internal.coherence.UntoldKeys;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Isolation;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.KeyWatch;
import io.reactivecache.internal.entry.Lag;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.entry.Measures;
import io.reactivecache.internal.entry.PayloadFormat;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.internal.filter.FilterGate;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.read.HotReads;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.internal.tier.BoundedRecentChanges;
import io.reactivecache.internal.tier.Fences;
import io.reactivecache.internal.tier.LastChanges;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.OptimisticValues;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.internal.tier.Promotion;
import io.reactivecache.internal.tier.QueuedChanges;
import io.reactivecache.internal.tier.Reachability;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.internal.write.MeasuredLog;
import io.reactivecache.internal.write.Outbox;
import io.reactivecache.internal.write.Repairs;
import io.reactivecache.internal.write.SourceWriter;
import io.reactivecache.internal.write.Turns;
import io.reactivecache.spi.CacheMetrics;
import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.HotKeys;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.LoadLimiter;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.Token;
import io.reactivecache.spi.append.Deadlines;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** The parts that the paths of one cache share. */
final class Wiring<K, V> {

    /** How many changed keys may wait to be added to the key filter; more make it be filled anew. */
    private static final int MAX_CHANGED = 100_000;

    final CacheConfig config;
    final Optional<EntryLoader<K, V>> loader;
    final Optional<CacheWriter<? super K, ? super V>> writer;
    final Optional<BulkCacheWriter<K, V>> bulkWriter;
    final Optional<BulkCacheLoader<K, V>> bulkLoader;
    final Truth truth;
    final Optional<Supplier<? extends Publisher<? extends K>>> allKeys;
    final Function<? super K, Optional<V>> byDefault;
    final Optional<Remote<V>> remote;
    final Optional<Behind<V>> behind;
    final Optional<MarkerTable> table;
    final InvalidationLog log;
    final InvalidationLog announcing;
    final Optional<FilterGate> gate;
    final CallGuard guard;
    final LoadLimiter limiter;
    final ContextAuditor auditor;
    final List<InvalidationListener<K>> listeners;
    final CacheMetrics metrics;
    final Measures measures;
    final InstantSource clock;
    final Isolation isolation;
    final Scheduler scheduler;

    final Counters counters = new Counters();
    final OptimisticValues<K, V> shown = new OptimisticValues<>(this::pending);
    final Turns turns;
    final Tokens tokens = new Tokens();
    final AppliedPositions positions = new AppliedPositions();
    final Lag lag = new Lag(positions);
    final Membership members;
    final Reachability reachability = new Reachability();
    final HotReads<K> reads;
    final Lifetimes lifetimes;
    final KeySpace<K> keys;
    final RemoteCalls calls;
    final LocalTier<K, V> local;
    final CacheEvents<K> events;
    final Promotion<K, V> promotion;
    final Markers markers;
    final Fences fences;
    final Deadlines deadlines;
    final Optional<UntoldKeys> untold;
    final RecentChanges recent;
    final Optional<LastChanges> lastChanges;
    final PendingPuts<V> puts;
    final Repairs<K> repairs;
    final Outbox<Object> outbox;
    final Sinks.Empty<Void> closing = Sinks.empty();
    final Steps flights;
    final Steps writes;
    final Steps background;
    private volatile @Nullable BehindPath<K, V> behindPath;

    Wiring(
            CacheConfig config,
            KeyCodec<K> keyCodec,
            Optional<EntryLoader<K, V>> loader,
            Optional<CacheWriter<? super K, ? super V>> writer,
            Optional<BulkCacheWriter<K, V>> bulkWriter,
            Optional<BulkCacheLoader<K, V>> bulkLoader,
            Truth truth,
            Optional<Supplier<? extends Publisher<? extends K>>> allKeys,
            Function<? super K, Optional<V>> byDefault,
            ToIntFunction<? super V> sizer,
            Optional<Remote<V>> remote,
            Optional<Behind<V>> behind,
            InvalidationLog log,
            Optional<HotKeys<K>> hotKeys,
            Optional<KeyFilter> keyFilter,
            CallGuard guard,
            LoadLimiter limiter,
            ContextAuditor auditor,
            List<InvalidationListener<K>> listeners,
            CacheMetrics metrics,
            CacheObserver observer,
            InstantSource clock,
            InstantSource ticker,
            Scheduler scheduler) {
        this.config = config;
        this.loader = loader;
        this.writer = writer;
        this.bulkWriter = bulkWriter;
        this.bulkLoader = bulkLoader;
        this.truth = truth;
        this.allKeys = allKeys;
        this.byDefault = byDefault;
        this.remote = remote;
        this.behind = behind;
        this.table =
                remote.map(Remote::store).filter(MarkerTable.class::isInstance).map(MarkerTable.class::cast);
        this.log = log;
        this.guard = guard;
        this.measures = new Measures(config.name(), observer, scheduler);
        this.limiter = measures.observed(limiter);
        this.auditor = auditor;
        this.listeners = listeners;
        this.metrics = metrics;
        this.clock = clock;
        this.isolation = log.deliveryClass() == DeliveryClass.LOCAL
                ? Isolation.never(config, ticker, counters)
                : Isolation.after(config, ticker, clock, counters);
        this.scheduler = scheduler;
        this.announcing = new MeasuredLog(log, measures);
        this.reads = new HotReads<>(hotKeys.orElse(null));
        this.lifetimes =
                new Lifetimes(config, clock, () -> ThreadLocalRandom.current().nextDouble());
        this.keys = new KeySpace<>(config.name(), keyCodec, config.maxKeyLength());
        this.gate = keyFilter.map(this::gate);
        this.calls = new RemoteCalls(guard, config.remote(), scheduler);
        this.markers = new Markers(config.markers().maxMarkers(), table.isPresent(), counters);
        this.fences = new Fences(config.remote().maxRecentKeys(), clock);
        this.members = new Membership(tokens.node(), positions, ticker);
        this.events = new CacheEvents<>(counters, scheduler);
        this.local = new LocalTier<>(config, shown, sizer, markers, keys::encode, clock, counters, events);
        this.promotion = Promotions.of(config.promotion(), sizer, hotKeys, clock);
        this.deadlines = new Deadlines(config.log().announceTimeout(), scheduler);
        this.outbox = new Outbox<>(config.log().maxQueued(), counters);
        this.untold = remote.map(at -> new UntoldKeys(at.store(), keys, markers, calls, config, counters));
        RecentChanges known = untold.map(this::recent).orElse(RecentChanges.NONE);
        this.lastChanges = remote.filter(at -> truth == Truth.CACHE).map(at -> lastChanges(known));
        this.recent = lastChanges.<RecentChanges>map(changes -> changes).orElse(known);
        this.puts = new PendingPuts<>(newestWins(), this::isOvertaken);
        this.repairs = new Repairs<>(config.remote().maxRepairs(), counters);
        this.flights = new Steps("loads", config.flight().maxFlights());
        this.turns = new Turns(config.log().maxWrites(), scheduler);
        this.writes = new Steps("writes", config.log().maxWrites());
        this.background = new Steps("remote steps", config.remote().maxBackground());
    }

    private RecentChanges recent(UntoldKeys missed) {
        RecentChanges known = new BoundedRecentChanges(
                config.remote().maxRecentKeys(),
                config.fence().multipliedBy(2),
                clock,
                () -> reachability.getAsBoolean() && missed.isEmpty());
        return queues() ? new QueuedChanges(outbox::contains, known) : known;
    }

    private LastChanges lastChanges(RecentChanges known) {
        return new LastChanges(config.remote().maxRecentKeys(), config.fence(), clock, known);
    }

    /** True if writes wait for a log that does not acknowledge them. */
    boolean queues() {
        return config.log().announcement() == Announcement.QUEUE;
    }

    /** True if what is announced can be heard of by nodes that begin later, unless they begin in another epoch. */
    boolean logKeeps() {
        return log.deliveryClass() != DeliveryClass.LOSSY;
    }

    /** True if the order of the log is the truth of what is put. */
    boolean newestWins() {
        return truth == Truth.CACHE;
    }

    /** What loads a value that no tier has; without a loader it is absent. */
    EntryLoader<K, V> loads() {
        return loader.or(() -> bulkLoader.map(Wiring::oneOf)).map(this::limited).orElse(request -> Mono.empty());
    }

    /** What writes the system of record, if anything does. */
    Optional<SourceWriter<K, V>> source() {
        return writer.<SourceWriter<K, V>>map(SourceWriter::of).or(() -> bulkWriter.map(SourceWriter::of));
    }

    /** A loader that is called no faster than the limiter allows. */
    EntryLoader<K, V> limited(EntryLoader<K, V> loads) {
        return limiter == LoadLimiter.NONE ? loads : request -> limiter.limit(Mono.defer(() -> loads.load(request)));
    }

    /** A bulk loader asked for a single key. */
    private static <K, V> EntryLoader<K, V> oneOf(BulkCacheLoader<K, V> bulk) {
        return EntryLoader.of(key -> bulk.load(Set.of(key)).mapNotNull(values -> values.get(key)));
    }

    /** True if a transaction may change a key at any moment, so that nothing may be kept of it. */
    boolean isFenced(K key) {
        return fences.isAny() && fences.stands(keys.encode(key));
    }

    /** What is to be applied later, from now on. */
    void later(BehindPath<K, V> path) {
        behindPath = path;
    }

    /** Where writes are applied later, if they are. */
    Optional<BehindPath<K, V>> later() {
        return Optional.ofNullable(behindPath);
    }

    /** A record tells of a write that may be one of this node, applied by another. */
    void appliedElsewhere(String encoded, Token token) {
        BehindPath<K, V> path = behindPath;
        if (path != null && token.node() == tokens.node()) {
            path.engine.applied(token, encoded);
        }
    }

    private boolean isOvertaken(String encoded, Token token) {
        BehindPath<K, V> path = behindPath;
        return path != null && path.isOvertaken(encoded, token);
    }

    private @Nullable Entry<V> pending(K key) {
        BehindPath<K, V> path = behindPath;
        return path == null ? null : path.shown(key);
    }

    /** A write of a key that is not applied later: never beside one that is. */
    <T> Mono<T> alone(K key, Mono<T> write) {
        return later().map(path -> path.engine.exclusively(keys.encode(key), write))
                .orElse(write);
    }

    /** Who hears of changed keys. */
    KeyWatch watch() {
        return gate.<KeyWatch>map(filter -> filter).orElse(KeyWatch.NONE);
    }

    private FilterGate gate(KeyFilter filter) {
        Supplier<Flux<String>> encoded =
                () -> Flux.from(allKeys.orElseThrow().get()).map(keys::encode);
        return new FilterGate(config.name(), filter, encoded, MAX_CHANGED, counters);
    }

    /** What writes are applied later with, how values are written for it, and how many bytes they have. */
    record Behind<V>(WriteBehindBuilder.Parts parts, PayloadFormat<V> payloads, ToIntFunction<? super V> sizer) {}

    /** The remote tier's store, and how values are written for it. */
    record Remote<V>(RemoteStore store, PayloadFormat<V> payloads) {}
}
