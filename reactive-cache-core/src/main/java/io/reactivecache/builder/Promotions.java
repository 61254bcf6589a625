package io.reactivecache.builder;

import io.reactivecache.config.PromotionConfig;
import io.reactivecache.internal.tier.MemoryPressure;
import io.reactivecache.internal.tier.Promotion;
import io.reactivecache.internal.tier.Sightings;
import io.reactivecache.spi.HotKeys;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Puts the policy together that decides what the local tier keeps: what is cheapest to ask comes first. */
final class Promotions {

    /** How many keys' misses are counted, in half a mebibyte. */
    private static final int PLACES = 1 << 16;

    private Promotions() {}

    static <K, V> Promotion<K, V> of(
            PromotionConfig config, ToIntFunction<? super V> sizer, Optional<HotKeys<K>> hotKeys, InstantSource clock) {
        Promotion<K, V> promotion = Promotion.always();
        if (config.isHeapWatched()) {
            promotion = promotion.and(Promotion.unless(new MemoryPressure(config.maxHeap(), clock)));
        }
        if (config.hotOnly()) {
            promotion = promotion.and(Promotion.hot(hotKeys.orElseThrow()));
        }
        if (config.isMeasured()) {
            promotion = promotion.and(Promotion.upTo(config.maxValueBytes(), sizer));
        }
        if (config.isCounted()) {
            promotion =
                    promotion.and(Promotion.seen(new Sightings(config.misses(), PLACES, config.missWindow(), clock)));
        }
        return promotion;
    }
}
