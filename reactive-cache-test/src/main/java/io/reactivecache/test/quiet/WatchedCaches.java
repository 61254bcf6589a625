package io.reactivecache.test.quiet;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The caches of the test that runs on this thread, which a {@link QuietTest} looks at when it is over. */
public final class WatchedCaches {

    private static final ThreadLocal<@Nullable WatchedCaches> CURRENT = new ThreadLocal<>();

    private final List<WatchedCache> caches = new ArrayList<>();

    private WatchedCaches() {}

    /**
     * Builds a cache that is looked at when the test of this thread is over; outside of such a test, a cache like any
     * other. It publishes its counts for that, in place of what the builder was given for them.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public static <K, V> ReactiveCache<K, V> build(CacheBuilder<K, V> builder) {
        return build(builder, more -> more);
    }

    /**
     * Builds a cache as {@link #build(CacheBuilder)} does, once it has further settings. If they have its counts
     * published elsewhere, these are not looked at.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public static <K, V> ReactiveCache<K, V> build(
            CacheBuilder<K, V> builder, UnaryOperator<CacheBuilder<K, V>> settings) {
        WatchedCaches current = CURRENT.get();
        return current == null ? built(builder, settings) : current.add(builder, settings);
    }

    private <K, V> ReactiveCache<K, V> add(CacheBuilder<K, V> builder, UnaryOperator<CacheBuilder<K, V>> settings) {
        WatchedCache watched = new WatchedCache();
        ReactiveCache<K, V> cache = built(builder.metrics(watched), settings);
        watched.watch(cache);
        caches.add(watched);
        return cache;
    }

    private static <K, V> ReactiveCache<K, V> built(
            CacheBuilder<K, V> builder, UnaryOperator<CacheBuilder<K, V>> settings) {
        return settings.apply(builder).build();
    }

    /** Begins to watch what this thread builds, unless it does. */
    static void begin() {
        if (CURRENT.get() == null) {
            CURRENT.set(new WatchedCaches());
        }
    }

    /** Watches no more, and gives what was built. */
    static List<WatchedCache> end() {
        WatchedCaches current = CURRENT.get();
        CURRENT.remove();
        return current == null ? List.of() : current.caches;
    }
}
