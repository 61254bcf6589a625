package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.KeyWatch;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.internal.tier.RecentChanges;
import reactor.core.publisher.Mono;

/**
 * Heeds this node's own record as soon as its position is known. The log may acknowledge a record before it delivers it,
 * and an earlier put of this node may be delivered in between: its value must not come back once this write is done. Nor
 * may an older value of the remote tier, which a flight that began meanwhile may have read.
 */
public final class SupersedeStage<K, V> implements SettleStage<K, V> {

    private final RecentChanges recent;
    private final PendingPuts<V> puts;
    private final LocalTier<K, V> local;
    private final KeyWatch watch;
    private final SettleStage<K, V> next;

    public SupersedeStage(
            RecentChanges recent, PendingPuts<V> puts, LocalTier<K, V> local, KeyWatch watch, SettleStage<K, V> next) {
        this.recent = recent;
        this.puts = puts;
        this.local = local;
        this.watch = watch;
        this.next = next;
    }

    @Override
    public Mono<Void> settle(Write<K, V> write, Position position) {
        return Mono.defer(() -> {
            watch.changed(write.encoded());
            recent.changed(write.encoded(), position);
            puts.supersede(write.encoded(), write.token(), position);
            local.invalidateOlder(write.key(), write.effect(), position);
            return next.settle(write, position);
        });
    }
}
