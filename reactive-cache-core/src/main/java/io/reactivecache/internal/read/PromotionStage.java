package io.reactivecache.internal.read;

import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.tier.Promotion;
import io.reactivecache.spi.CacheMeter;
import reactor.core.publisher.Mono;

/**
 * Lets the local tier keep only what the policy says of what the remote tier has too. What no other tier has is kept: or while
 * the remote tier is away, every read would load.
 */
public final class PromotionStage<K, V> implements ReadStage<K, V> {

    private final Promotion<K, V> promotion;
    private final Counters counters;
    private final ReadStage<K, V> next;

    public PromotionStage(Promotion<K, V> promotion, Counters counters, ReadStage<K, V> next) {
        this.promotion = promotion;
        this.counters = counters;
        this.next = next;
    }

    @Override
    public Mono<Loaded<V>> read(Read<K, V> read) {
        return next.read(read).map(loaded -> isKept(read.key(), loaded) ? loaded : refused(loaded));
    }

    private boolean isKept(K key, Loaded<V> loaded) {
        return !loaded.isShared() || promotion.keeps(key, loaded.entry());
    }

    private Loaded<V> refused(Loaded<V> loaded) {
        counters.count(CacheMeter.LOCAL_REFUSED);
        return loaded.passing();
    }
}
