package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes whose values come from nowhere else, over a Redis in which their table of markers is new, or lost. */
abstract class NewTableCases {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String KEY = "apple";
    private static final String TAG = "fruit";

    private final String name = "new-" + UUID.randomUUID();
    private final RedisServer redis;
    private final List<ReactiveCache<?, ?>> caches = new ArrayList<>();
    private final List<RedisRemoteStore> stores = new ArrayList<>();

    NewTableCases(RedisServer redis) {
        this.redis = redis;
    }

    /** The log under test. */
    abstract InvalidationLog log(RedisRemoteStore store, String name);

    @AfterEach
    void close() {
        closeNodes();
        stores.forEach(RedisRemoteStore::dispose);
    }

    final void closeNodes() {
        caches.forEach(cache -> cache.close().block(LIMIT));
        caches.clear();
    }

    final ReactiveCache<String, String> node() {
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        store.available().filter(there -> there).blockFirst(LIMIT);
        stores.add(store);
        ReactiveCache<String, String> node = WatchedCaches.build(ReactiveCaches.builder(name)
                .keys(String.class)
                .values(String.class)
                .flight(flight -> flight.maxLoadTime(SHORT))
                .settings(config -> config.log(log -> log.announceTimeout(SHORT))
                        .remote(remote ->
                                remote.fenceSlack(SHORT).leaseTime(SHORT).leaseWait(SHORT))
                        .markers(markers -> markers.sweepInterval(Duration.ofMillis(200))))
                .remote(store)
                .log(log(store, name)));
        caches.add(node);
        node.ready().block(LIMIT);
        return node;
    }

    static String get(ReactiveCache<String, String> node) {
        return node.get(KEY).defaultIfEmpty("none").block(LIMIT);
    }

    static void put(ReactiveCache<String, String> node, String value) {
        node.with(WriteOptions.none().tags(TAG)).put(KEY, value).block(LIMIT);
    }

    static void invalidate(ReactiveCache<String, String> node) {
        node.invalidateTag(TAG).block(LIMIT);
    }

    /** So that there are records after those of the key. */
    static void invalidateOther(ReactiveCache<String, String> node) {
        node.invalidateTag("vegetable").block(LIMIT);
    }

    final void loseTable() {
        try (RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().del(name + ":markers");
        }
    }

    final void await(String what, Predicate<Content> content) {
        RedisRemoteStore store = stores.get(stores.size() - 1);
        Eventually.within(LIMIT)
                .holds(what, () -> store.read(name).map(content::test).block(LIMIT));
    }

    @Test
    void whatIsPutRightAfterTheStartStays() {
        ReactiveCache<String, String> node = node();
        put(node, "value");
        invalidateOther(node);
        await(
                "complete and swept",
                table -> table.made().isEmpty() && table.rows().isEmpty());

        assertThat(get(node)).isEqualTo("value");
        assertThat(get(node())).isEqualTo("value");
        closeNodes();
        assertThat(get(node())).isEqualTo("value");
    }

    /** While nobody runs there is nobody who could tell the new table. */
    @Test
    void aTableThatIsLostWhileNobodyRunsBringsBackNothing() {
        ReactiveCache<String, String> node = node();
        put(node, "value");
        invalidate(node);
        closeNodes();
        loseTable();

        assertThat(get(node())).isEqualTo("none");
        assertThat(get(node())).isEqualTo("none");
        await("complete", table -> table.made().isEmpty());
        assertThat(get(node())).isEqualTo("none");
    }

    @Test
    void aTableThatIsLostBesideANodeBringsBackNothing() {
        ReactiveCache<String, String> node = node();
        put(node, "value");
        invalidate(node);
        loseTable();

        assertThat(get(node())).isEqualTo("none");
        await("complete", table -> table.made().isEmpty());
        assertThat(get(node)).isEqualTo("none");
        assertThat(get(node())).isEqualTo("none");
    }
}
