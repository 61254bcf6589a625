package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.samples.benchmarks.compare.Jmh.Method;
import java.util.List;

/** A hit of the local tier: of a plain cache, and of one with every feature. */
final class LocalHit implements Scenario {

    private static final String OURS = "reactive-cache";
    private static final String FEATURED = "every feature";
    private static final List<Method> METHODS = List.of(
            new Method("ours", OURS, Role.OURS),
            new Method("raw", "caffeine", Role.RAW),
            new Method("byHand", "caffeine by hand", Role.PEER),
            new Method("springRetrieve", "spring retrieve", Role.PEER),
            new Method("springCacheable", "spring @Cacheable", Role.PEER),
            new Method("redissonLocalMap", "redisson local map", Role.PEER),
            new Method("jetCache", "jetcache", Role.PEER),
            new Method("everyFeature", FEATURED, Role.OURS));

    @Override
    public String name() {
        return "local hit";
    }

    @Override
    public List<Row> measure(Plan plan) {
        Outcome all = Jmh.measure(plan, LocalHitComparison.class, METHODS);
        String raw = "raw assumes that the value is there";
        String jetCache = "jetcache blocks its caller on a miss";
        return List.of(
                all.without(FEATURED).row(name(), Unit.NANOS, raw, jetCache),
                all.without(OURS).row(name() + ", every feature", Unit.NANOS, raw, jetCache));
    }
}
