package io.reactivecache.internal.read;

import io.reactivecache.BulkAnswer;
import io.reactivecache.BulkCacheLoader;
import io.reactivecache.BulkResult;
import io.reactivecache.EntryLoader;
import io.reactivecache.ReadOptions;
import io.reactivecache.config.BulkConfig;
import io.reactivecache.spi.LoadLimiter;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

/**
 * Reads many keys, each as a read of its own: a hit is answered by the local tier, a flight of somebody else is joined, and
 * the flights that remain are read from the remote tier side by side. What they then have to load is loaded at once.
 */
public final class BulkReads<K, V> {

    private final LocalFirst<K, V> path;
    private final LoadLimits limits;
    private final LoadLimiter limiter;
    private final BulkConfig config;
    private final Scheduler scheduler;

    public BulkReads(
            LocalFirst<K, V> path, LoadLimits limits, LoadLimiter limiter, BulkConfig config, Scheduler scheduler) {
        this.path = path;
        this.limits = limits;
        this.limiter = limiter;
        this.config = config;
        this.scheduler = scheduler;
    }

    /** Reads keys, with a loader for each. */
    public Flux<BulkAnswer<K, V>> each(Collection<? extends K> keys, EntryLoader<K, V> loader, ReadOptions options) {
        Terms<K, V> terms = Terms.of(loader, options);
        return BulkFlux.of(path, distinct(keys), terms, config.concurrency(), () -> {});
    }

    /** Reads keys, with a loader for all that no tier has. */
    public Flux<BulkAnswer<K, V>> together(
            Collection<? extends K> keys, BulkCacheLoader<K, V> loader, ReadOptions options) {
        return Flux.deferContextual(context -> batched(distinct(keys), loader, options, context));
    }

    /** All keys are under way before the batch is sealed: each read starts when it is subscribed, here and now. */
    private Flux<BulkAnswer<K, V>> batched(
            List<K> keys, BulkCacheLoader<K, V> loader, ReadOptions options, ContextView context) {
        Function<Set<K>, Mono<Map<K, V>>> inTime =
                asked -> limits.inTime(limiter.limit(Mono.defer(() -> loader.load(asked))));
        Batch<K, V> batch = new Batch<>(config.maxKeys(), inTime, limits.reduced(context));
        return BulkFlux.of(path, keys, new Terms<>(batch, options, batch), Integer.MAX_VALUE, batch::seal);
    }

    /** Reads keys as they come: those that come together, or within a short time of each other, as one batch. */
    public Flux<BulkAnswer<K, V>> stream(Publisher<? extends K> keys, Function<List<K>, Flux<BulkAnswer<K, V>>> batch) {
        return Flux.from(keys)
                .<K>map(key -> key)
                .bufferTimeout(config.maxKeys(), config.maxWait(), scheduler, true)
                .concatMap(batch, 0);
    }

    /** What the answers come to. */
    public static <K, V> Mono<BulkResult<K, V>> result(Flux<BulkAnswer<K, V>> answers) {
        return answers.collect(Collected<K, V>::new, Collected::add).map(Collected::result);
    }

    private static <K> List<K> distinct(Collection<? extends K> keys) {
        return List.copyOf(keys instanceof Set ? keys : new LinkedHashSet<K>(keys));
    }

    private static final class Collected<K, V> {

        private final Map<K, V> values = new HashMap<>();
        private final Map<K, Throwable> failures = new HashMap<>();

        void add(BulkAnswer<K, V> answer) {
            answer.value().ifPresent(value -> values.put(answer.key(), value));
            answer.failure().ifPresent(failure -> failures.put(answer.key(), failure));
        }

        BulkResult<K, V> result() {
            return new BulkResult<>(values, failures);
        }
    }
}
