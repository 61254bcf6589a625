package io.reactivecache.internal.read;

import io.reactivecache.CacheIsolatedException;
import io.reactivecache.Freshness;
import io.reactivecache.config.WhenIsolated;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Isolation;
import io.reactivecache.spi.CacheMeter;
import reactor.core.publisher.Mono;

/**
 * Decides what may answer a read while this node cannot tell which of its values are still right. A node that is starting
 * has nothing that could be marked, and nothing that is too old: whatever the policy, its reads are loaded.
 *
 * <p>A remote value is bounded by what this node has applied, and by writers that reach the remote tier. If this node applies
 * nothing, a writer that cannot reach the remote tier is enough to leave an old value there, and nobody knows for how long.
 * So it is neither asked nor filled, unless the cache itself is the truth: then no write succeeds without it.
 */
public final class IsolationStage<K, V> implements CallStage<K, V> {

    private final String cache;
    private final Isolation isolation;
    private final WhenIsolated policy;
    private final boolean remoteIsTruth;
    private final Counters counters;
    private final CallStage<K, V> next;

    /**
     * The stage.
     *
     * @param remoteIsTruth true if every write has reached the remote tier when it succeeds
     */
    public IsolationStage(
            String cache,
            Isolation isolation,
            WhenIsolated policy,
            boolean remoteIsTruth,
            Counters counters,
            CallStage<K, V> next) {
        this.cache = cache;
        this.isolation = isolation;
        this.policy = policy;
        this.remoteIsTruth = remoteIsTruth;
        this.counters = counters;
        this.next = next;
    }

    @Override
    public Mono<Found<V>> answer(Call<K, V> call) {
        long now = isolation.now();
        return isolation.isCurrentAt(now) ? next.answer(call) : isolated(call, now);
    }

    private Mono<Found<V>> isolated(Call<K, V> call, long now) {
        counters.count(CacheMeter.ISOLATED_READ);
        WhenIsolated how = isolation.isStarting() ? WhenIsolated.BYPASS : policy;
        return switch (how) {
            case BYPASS -> next.answer(bypassing(call, now));
            case SERVE_STALE -> next.answer(call.trusting(Trust.MARKED)).map(IsolationStage::marked);
            case FAIL ->
                Mono.error(() -> new CacheIsolatedException(cache, isolation.maxStaleness(), isolation.staleness()));
        };
    }

    private Call<K, V> bypassing(Call<K, V> call, long now) {
        Call<K, V> alone = remoteIsTruth ? call : call.with(call.options().skipRemote());
        return alone.trusting(Trust.since(now, now - isolation.maxStaleness().toMillis()));
    }

    private static <V> Found<V> marked(Found<V> found) {
        return found.freshness() == Freshness.FRESH
                ? new Found<>(found.entry(), found.local(), Freshness.ISOLATED, found.fenced())
                : found;
    }
}
