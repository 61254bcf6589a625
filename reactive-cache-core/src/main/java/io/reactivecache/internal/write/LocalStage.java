package io.reactivecache.internal.write;

import io.reactivecache.Position;
import io.reactivecache.internal.tier.LocalTier;
import reactor.core.publisher.Mono;

/** Removes or expires the key in this node's local tier and detaches its load, before anybody else is told. */
public final class LocalStage<K, V> implements WriteStage<K, V> {

    private final LocalTier<K, V> local;
    private final WriteStage<K, V> next;

    public LocalStage(LocalTier<K, V> local, WriteStage<K, V> next) {
        this.local = local;
        this.next = next;
    }

    @Override
    public Mono<Position> write(Write<K, V> write) {
        return Mono.defer(() -> {
            local.invalidate(write.key(), write.effect());
            return next.write(write);
        });
    }
}
