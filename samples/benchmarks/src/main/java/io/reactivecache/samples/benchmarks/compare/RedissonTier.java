package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.samples.benchmarks.compare.Footprint.Tier;
import io.reactivecache.samples.benchmarks.compare.peer.RedissonClients;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLocalCachedMapReactive;

/**
 * The local copy of a map of Redisson.
 *
 * @param map what it is a copy of
 */
record RedissonTier(RLocalCachedMapReactive<Long, String> map) implements Tier {

    private static final int AT_ONCE = 10_000;

    static Tier of(RedissonClients clients) {
        return new RedissonTier(clients.localCachedMap("footprint"));
    }

    @Override
    public void fill(Long[] keys, String[] values) {
        for (int from = 0; from < keys.length; from += AT_ONCE) {
            Map<Long, String> some = new HashMap<>();
            for (int at = from; at < Math.min(from + AT_ONCE, keys.length); at++) {
                some.put(keys[at], values[at]);
            }
            map.putAll(some).block();
        }
    }

    @Override
    public @Nullable String read(Long key) {
        return map.getCachedMap().get(key);
    }

    @Override
    public void close() {
        map.clearLocalCache().block();
        map.delete().block();
    }
}
