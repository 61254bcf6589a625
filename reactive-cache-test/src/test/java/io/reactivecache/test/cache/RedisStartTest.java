package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.WideNodes.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nodes that start when a value is in a real Redis that its writer could not reach, and nobody else was there to hear of it.
 */
@RedisTest
class RedisStartTest implements WideNodes.Servers {

    private static final String KEY = "apple";
    private static final String TAG = "a";

    private final RedisServer redis;
    private final List<RedisRemoteStore> stores = new ArrayList<>();
    private final List<FaultyRemoteStore> ways = new ArrayList<>();
    private final WideNodes nodes = new WideNodes(this);
    private ReactiveCache<String, String> writer;

    RedisStartTest(RedisServer redis) {
        this.redis = redis;
    }

    @BeforeEach
    void fill() {
        writer = nodes.node(WideNodes::hurried);
        awaitEmptyTable();
        nodes.setAll("old", KEY, "banana");
        writer.get(KEY).block(LIMIT);
        writer.get("banana").block(LIMIT);
        Eventually.within(LIMIT).holds("filled", () -> values() == 2);
    }

    @AfterEach
    void close() {
        nodes.close();
        stores.forEach(RedisRemoteStore::dispose);
    }

    private void cutTheWriterOff() {
        ways.get(0).setAll(Fault.fail(() -> new IllegalStateException("away")));
        nodes.setAll("new", KEY);
    }

    private ReactiveCache<String, String> started() {
        return nodes.node(WideNodes::hurried);
    }

    private static Source source(ReactiveCache<String, String> node, String key) {
        return node.lookup(key).block(LIMIT).source();
    }

    @Test
    void aKeyThatWasChangedMeanwhileIsLoaded() {
        cutTheWriterOff();
        writer.invalidate(KEY).block(LIMIT);
        ReactiveCache<String, String> node = started();

        assertThat(node.get(KEY).block(LIMIT)).isEqualTo("new");
    }

    @Test
    void soIsWhatAWideInvalidationMeant() {
        cutTheWriterOff();
        writer.invalidateTag(TAG).block(LIMIT);
        ReactiveCache<String, String> node = started();

        assertThat(node.get(KEY).block(LIMIT)).isEqualTo("new");
    }

    @Test
    void everythingElseIsTakenFromRedis() {
        cutTheWriterOff();
        writer.invalidate(KEY).block(LIMIT);
        ReactiveCache<String, String> node = started();

        assertThat(source(node, "banana")).isEqualTo(Source.REMOTE);
        assertThat(source(node, KEY)).isEqualTo(Source.LOADED);
    }

    @Test
    void whoStartsAfterThatNodeFindsAllTold() {
        cutTheWriterOff();
        writer.invalidate(KEY).block(LIMIT);
        started();
        Eventually.within(LIMIT).holds("told", () -> values() == 1);
        ReactiveCache<String, String> last = started();

        assertThat(last.get(KEY).block(LIMIT)).isEqualTo("new");
    }

    /** Without a checkpoint nobody can tell what is missing. */
    @Test
    void withoutATableItIsLoadedToo() {
        cutTheWriterOff();
        writer.invalidate(KEY).block(LIMIT);
        try (RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().del(nodes.name + ":markers");
        }
        ReactiveCache<String, String> node = started();

        assertThat(source(node, KEY)).isEqualTo(Source.LOADED);
    }

    /** What the first start took for changed is gone, and the table lacks nothing. */
    private void awaitEmptyTable() {
        Eventually.within(LIMIT)
                .holds(
                        "rows dropped",
                        () -> stores.get(0)
                                .read(nodes.name)
                                .map(table -> table.checkpoint().isPresent()
                                        && table.rows().isEmpty()
                                        && table.marks().isEmpty())
                                .onErrorReturn(false)
                                .block(LIMIT));
    }

    private long values() {
        return stores.get(0).scan(nodes.name + ":").distinct().count().block(LIMIT);
    }

    @Override
    public RemoteStore store() {
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        store.available().filter(there -> there).blockFirst(LIMIT);
        stores.add(store);
        ways.add(new FaultyRemoteStore(store));
        return ways.get(ways.size() - 1);
    }

    @Override
    public InvalidationLog log(RemoteStore store, String name) {
        return RedisStreamLog.on(stores.get(stores.size() - 1))
                .name(name)
                .partitions(WideNodes.PARTITIONS)
                .build();
    }
}
