package io.reactivecache.samples.storefront.node;

import io.reactivecache.CacheHealth;
import io.reactivecache.CacheStats;

/** The counts of a node's cache since it started, as JSON. */
record CacheReport(String node, CacheHealth health, Local local, Remote remote, Loads loads) {

    record Local(long hits, long misses, double hitRatio, long size, long evictions, long invalidations) {}

    record Remote(long hits, long misses, double hitRatio) {}

    record Loads(long succeeded, long failed, double meanMillis) {}

    static CacheReport of(String node, CacheStats stats, CacheHealth health) {
        return new CacheReport(node, health, local(stats), remote(stats), loads(stats));
    }

    private static Local local(CacheStats stats) {
        return new Local(
                stats.localHits(),
                stats.localMisses(),
                stats.localHitRatio(),
                stats.localSize(),
                stats.localEvictions(),
                stats.localInvalidations());
    }

    private static Remote remote(CacheStats stats) {
        return new Remote(stats.remoteHits(), stats.remoteMisses(), stats.remoteHitRatio());
    }

    private static Loads loads(CacheStats stats) {
        long all = stats.loads() + stats.loadFailures();
        double millis = stats.loadTime().toNanos() / 1_000_000.0;
        return new Loads(stats.loads(), stats.loadFailures(), all == 0 ? 0 : millis / all);
    }
}
