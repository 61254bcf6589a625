package io.reactivecache.test.cache;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Nodes that share a system of record, a remote store and a log, each with its own way to the two latter. */
final class Cluster implements AutoCloseable {

    static final long KEY = 42;
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int PARTITIONS = 1;

    final Truth truth = new Truth();
    final InMemoryRemoteStore store;
    final InProcessInvalidationLog log = new InProcessInvalidationLog(PARTITIONS);
    private final List<Node> nodes = new ArrayList<>();

    Cluster() {
        this(InstantSource.system());
    }

    /**
     * A cluster.
     *
     * @param clock by which the remote store ends what it keeps; nodes have clocks of their own
     */
    Cluster(InstantSource clock) {
        this.store = new InMemoryRemoteStore(clock);
    }

    /** A node as the others, ready. */
    Node node() {
        return node(builder -> builder);
    }

    /** A node with settings of its own. */
    Node node(UnaryOperator<CacheBuilder<Long, String>> settings) {
        return node(JsonCodec.of(String.class), settings);
    }

    /** A node that writes values in a way of its own. */
    Node node(Codec<String> codec, UnaryOperator<CacheBuilder<Long, String>> settings) {
        Node node = starting(codec, settings);
        node.cache.ready().block(LIMIT);
        return node;
    }

    /** A node that can write values in another way besides. */
    Node node(Codec<String> codec, Codec<String> readable, UnaryOperator<CacheBuilder<Long, String>> settings) {
        Node node = starting(builder -> builder.values(codec, readable), settings);
        node.cache.ready().block(LIMIT);
        return node;
    }

    /** A node that may not be ready yet. */
    Node starting(UnaryOperator<CacheBuilder<Long, String>> settings) {
        return starting(JsonCodec.of(String.class), settings);
    }

    private Node starting(Codec<String> codec, UnaryOperator<CacheBuilder<Long, String>> settings) {
        return starting(builder -> builder.values(codec), settings);
    }

    private Node starting(
            Function<CacheBuilder<Long, Object>, CacheBuilder<Long, String>> values,
            UnaryOperator<CacheBuilder<Long, String>> settings) {
        FaultyRemoteStore remote = new FaultyRemoteStore(store);
        HeldDelivery held = new HeldDelivery(log);
        CacheBuilder<Long, String> builder = values.apply(
                        ReactiveCaches.builder("cluster").keys(Long.class))
                .loader(truth::load)
                .writer(truth::write)
                .remote(remote)
                .log(held);
        Node node = new Node(WatchedCaches.build(builder, settings), remote, held);
        nodes.add(node);
        return node;
    }

    /** What the remote store keeps for the key now, whoever may use it. */
    Optional<StoredEntry> remoteEntry() {
        return store.read("cluster:0:" + KEY, LIMIT).block(LIMIT).entry();
    }

    /** The value the remote store keeps for the key now. */
    Optional<String> remoteValue() {
        return remoteEntry()
                .map(entry -> JsonCodec.of(String.class)
                        .decode(entry.payload().orElseThrow().bytes()));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.cache.close().block(LIMIT));
    }

    /** One node. */
    record Node(ReactiveCache<Long, String> cache, FaultyRemoteStore remote, HeldDelivery log) {

        String get() {
            return cache.get(KEY).block(LIMIT);
        }

        Source source() {
            return cache.lookup(KEY).block(LIMIT).source();
        }

        Position invalidate() {
            return cache.invalidate(KEY).block(LIMIT);
        }

        Position put(String value) {
            return cache.put(KEY, value).block(LIMIT);
        }

        long localSize() {
            return cache.stats().block(LIMIT).localSize();
        }

        /** Waits until nothing of the key is in the local tier. */
        void awaitEvicted(long invalidationsBefore) {
            Eventually.within(LIMIT).holds("evicted", () -> invalidations() > invalidationsBefore);
        }

        long invalidations() {
            return cache.stats().block(LIMIT).localInvalidations();
        }
    }
}
