package io.reactivecache.test.cache;

import io.reactivecache.LoadRequest;
import io.reactivecache.LoadResult;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.quiet.WatchedCaches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * Nodes over one table of rows and a log of several partitions. The tag of a row is the first letter of its key. A loader
 * can be held once it has read, or fail.
 */
final class WideNodes implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);
    static final int PARTITIONS = 8;

    private static final Duration SHORT = Duration.ofSeconds(2);

    final String name = "wide-" + UUID.randomUUID();
    final Map<String, String> rows = new ConcurrentHashMap<>();
    final Gate loaded = new Gate();
    volatile boolean broken;

    private final Servers servers;
    private final List<ReactiveCache<?, ?>> caches = new ArrayList<>();

    WideNodes(Servers servers) {
        this.servers = servers;
    }

    /** Where nodes keep and announce what they do; each asks for its own way there. */
    interface Servers {

        RemoteStore store();

        InvalidationLog log(RemoteStore store, String name);
    }

    ReactiveCache<String, String> node() {
        return node(builder -> builder);
    }

    /** A node with settings of its own, ready. */
    ReactiveCache<String, String> node(UnaryOperator<CacheBuilder<String, String>> settings) {
        RemoteStore store = servers.store();
        CacheBuilder<String, String> builder = ReactiveCaches.builder(name)
                .keys(String.class)
                .values(String.class)
                .entryLoader(this::load)
                .writer((key, value) -> Mono.fromRunnable(() -> rows.put(key, value)))
                .stale(stale -> stale.max(Duration.ofHours(1)).throttle(Duration.ofMillis(1)))
                .settings(config -> config.staleness(staleness -> staleness.maxStaleness(LIMIT)))
                .remote(store)
                .log(servers.log(store, name));
        ReactiveCache<String, String> node = WatchedCaches.build(builder, settings);
        caches.add(node);
        node.ready().block(LIMIT);
        return node;
    }

    /** Settings of a node that forgets and sweeps after two seconds. */
    static CacheBuilder<String, String> hurried(CacheBuilder<String, String> builder) {
        return builder.flight(flight -> flight.maxLoadTime(SHORT))
                .settings(config -> config.log(log -> log.announceTimeout(SHORT))
                        .remote(remote -> remote.fenceSlack(Duration.ofMillis(100))
                                .leaseTime(SHORT)
                                .leaseWait(SHORT))
                        .markers(markers -> markers.sweepInterval(Duration.ofMillis(200))));
    }

    private Mono<LoadResult<String>> load(LoadRequest<String, String> request) {
        Set<String> tags = Set.of(request.key().substring(0, 1));
        return Mono.defer(() -> broken
                        ? Mono.error(new IllegalStateException("rows: away"))
                        : Mono.just(
                                rows.containsKey(request.key())
                                        ? LoadResult.of(rows.get(request.key()))
                                        : LoadResult.<String>absent()))
                .flatMap(loaded::pass)
                .map(result -> result.tags(tags).ttl(Duration.ofHours(1)));
    }

    /** Gives all rows of these keys a value. */
    void setAll(String value, String... keys) {
        for (String key : keys) {
            rows.put(key, value);
        }
    }

    @Override
    public void close() {
        caches.forEach(cache -> cache.close().block(LIMIT));
    }
}
