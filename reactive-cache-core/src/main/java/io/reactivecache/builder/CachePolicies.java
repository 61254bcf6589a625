package io.reactivecache.builder;

import io.reactivecache.config.Preset;
import io.reactivecache.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What caches have in common, by namespace: {@code user:profile} inherits what was set for {@code user}, which inherits what
 * was set for all. What is set on a cache's own builder comes last. Immutable; each setting gives a copy.
 */
public final class CachePolicies {

    private static final CachePolicies NONE = new CachePolicies(List.of());
    private static final String ALL = "";

    private final List<Policy> policies;

    private record Policy(String namespace, Consumer<CacheBuilder<?, ?>> settings) {

        boolean concerns(String cache) {
            return namespace.equals(ALL) || cache.equals(namespace) || cache.startsWith(namespace + ':');
        }
    }

    private CachePolicies(List<Policy> policies) {
        this.policies = policies;
    }

    /** Nothing in common. */
    public static CachePolicies none() {
        return NONE;
    }

    /** The settings of a preset for all caches. */
    public static CachePolicies of(Preset preset) {
        Objects.requireNonNull(preset, "preset");
        return NONE.all(cache -> cache.settings(preset::applyTo));
    }

    /** What is set for all caches: before what is set for a namespace, whenever it was added. */
    public CachePolicies all(Consumer<CacheBuilder<?, ?>> settings) {
        return with(ALL, settings);
    }

    /**
     * What is set for the caches of a namespace: the one of that name, and those below it. The longer the namespace, the
     * later it is set.
     *
     * @throws io.reactivecache.InvalidConfigException if the namespace is no name for a cache
     */
    public CachePolicies namespace(String namespace, Consumer<CacheBuilder<?, ?>> settings) {
        Problems problems = new Problems();
        problems.name("namespace", namespace);
        problems.throwIfAny();
        return with(namespace, settings);
    }

    private CachePolicies with(String namespace, Consumer<CacheBuilder<?, ?>> settings) {
        List<Policy> more = new ArrayList<>(policies);
        more.add(new Policy(namespace, Objects.requireNonNull(settings, "settings")));
        more.sort((one, other) -> Integer.compare(one.namespace.length(), other.namespace.length()));
        return new CachePolicies(List.copyOf(more));
    }

    void applyTo(String cache, CacheBuilder<?, ?> builder) {
        policies.stream().filter(policy -> policy.concerns(cache)).forEach(policy -> policy.settings.accept(builder));
    }
}
