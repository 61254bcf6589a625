package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.samples.benchmarks.compare.Jmh.Method;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** A hit of the local tier: of a plain cache, and of one with every feature. */
final class LocalHit implements Scenario {

    private static final List<Method> METHODS = List.of(
            new Method("ours", "reactive-cache", Role.OURS),
            new Method("raw", "caffeine", Role.RAW),
            new Method("byHand", "caffeine by hand", Role.PEER),
            new Method("springRetrieve", "spring retrieve", Role.PEER),
            new Method("springCacheable", "spring @Cacheable", Role.PEER),
            new Method("redissonLocalMap", "redisson local map", Role.PEER),
            new Method("jetCache", "jetcache", Role.PEER),
            new Method("everyFeature", "every feature", Role.OURS));

    @Override
    public String name() {
        return "local hit";
    }

    @Override
    public List<Row> measure(Plan plan) throws RunnerException {
        List<Figure> all = Jmh.measure(plan, LocalHitComparison.class, METHODS);
        List<Figure> plain = all.subList(0, all.size() - 1);
        List<Figure> featured = new ArrayList<>(all.subList(1, all.size()));
        List<String> notes = List.of("raw assumes that the value is there", "jetcache blocks its caller on a miss");
        return List.of(
                Row.of(name(), Unit.NANOS, plain, notes),
                Row.of(name() + ", every feature", Unit.NANOS, featured, notes));
    }
}
