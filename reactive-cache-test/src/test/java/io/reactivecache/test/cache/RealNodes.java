package io.reactivecache.test.cache;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.test.quiet.WatchedCaches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Nodes on a real Redis and a real Kafka, each with connections of its own, over one table of rows. */
public final class RealNodes implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);

    final Map<String, String> rows = new ConcurrentHashMap<>();
    final String name = "real-" + UUID.randomUUID();
    final String topic = name;

    private final String redis;
    private final String kafka;
    private final List<ReactiveCache<?, ?>> caches = new ArrayList<>();
    private final List<Disposable> connections = new ArrayList<>();

    public RealNodes(String redisUri, String bootstrapServers) {
        this.redis = redisUri;
        this.kafka = bootstrapServers;
    }

    /** The system of record. */
    public Map<String, String> rows() {
        return rows;
    }

    /** A node that follows the log. */
    ReactiveCache<String, String> node() {
        ReactiveCache<String, String> node = startingNode(builder -> builder);
        node.ready().block(LIMIT);
        return node;
    }

    /** A node that may not have reached its servers yet. */
    public ReactiveCache<String, String> startingNode(UnaryOperator<CacheBuilder<String, String>> settings) {
        RedisRemoteStore store = RedisRemoteStore.create(redis);
        KafkaInvalidationLog log = KafkaInvalidationLog.builder()
                .bootstrapServers(kafka)
                .topic(topic)
                .partitions(4)
                .build();
        CacheBuilder<String, String> builder = ReactiveCaches.builder(name)
                .keys(String.class)
                .values(String.class)
                .loader(key -> Mono.fromCallable(() -> rows.get(key)))
                .writer((key, value) -> Mono.fromRunnable(() -> rows.put(key, value)))
                .settings(config -> config.log(more -> more.announceTimeout(Duration.ofSeconds(20))))
                .remote(store)
                .log(log);
        ReactiveCache<String, String> node = WatchedCaches.build(builder, settings);
        caches.add(node);
        connections.add(store);
        connections.add(log);
        return node;
    }

    @Override
    public void close() {
        caches.forEach(cache -> cache.close().block(LIMIT));
        connections.forEach(Disposable::dispose);
    }
}
