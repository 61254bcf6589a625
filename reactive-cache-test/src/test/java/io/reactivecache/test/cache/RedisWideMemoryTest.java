package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.WideNodes.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What wide invalidations leave in a real Redis is given back, by whichever of two nodes sweeps. */
@RedisTest
class RedisWideMemoryTest implements WideNodes.Servers {

    private static final long UNKNOWN = -1;

    private final RedisServer redis;
    private final List<RedisRemoteStore> stores = new ArrayList<>();
    private final WideNodes nodes = new WideNodes(this);

    RedisWideMemoryTest(RedisServer redis) {
        this.redis = redis;
    }

    @AfterEach
    void close() {
        nodes.close();
        stores.forEach(RedisRemoteStore::dispose);
    }

    @Test
    void valuesAndRowsAreGivenBackAndWhatIsValidStays() {
        ReactiveCache<String, String> a = nodes.node(WideNodes::hurried);
        ReactiveCache<String, String> b = nodes.node(WideNodes::hurried);
        awaitEmptyTable();
        String[] keys = IntStream.range(0, 500)
                .mapToObj(i -> (i % 2 == 0 ? "a:" : "b:") + i)
                .toArray(String[]::new);
        nodes.setAll("old", keys);
        Eventually.within(LIMIT).holds("filled", () -> values(a, keys) == keys.length);
        b.getAll(List.of(keys)).block(LIMIT);
        a.invalidateTag("a").block(LIMIT);
        b.expirePrefix("a:1").block(LIMIT);

        Eventually.within(LIMIT).holds("swept", () -> values() == keys.length / 2);
        awaitEmptyTable();
        Eventually.within(LIMIT)
                .holds("local tiers", () -> localSize(a) <= keys.length / 2 && localSize(b) <= keys.length / 2);
        nodes.setAll("new", keys);
        assertThat(b.get("a:0").block(LIMIT)).isEqualTo("new");
    }

    /** What the first start took for changed is gone, and the table lacks nothing. */
    private void awaitEmptyTable() {
        Eventually.within(LIMIT)
                .holds(
                        "rows dropped",
                        () -> stores.get(0)
                                .read(nodes.name)
                                .map(table ->
                                        table.rows().isEmpty() && table.marks().isEmpty())
                                .onErrorReturn(false)
                                .block(LIMIT));
    }

    /** How many there are once all keys were read again: a fill may have come too late for its ticket. */
    private long values(ReactiveCache<String, String> cache, String... keys) {
        cache.with(ReadOptions.none().skipLocal()).getAll(List.of(keys)).block(LIMIT);
        return values();
    }

    private long values() {
        Sweepable values = stores.get(0);
        return values.scan(nodes.name + ":")
                .distinct()
                .count()
                .onErrorReturn(UNKNOWN)
                .block(LIMIT);
    }

    private static long localSize(ReactiveCache<?, ?> cache) {
        return cache.stats().block(LIMIT).localSize();
    }

    @Override
    public RemoteStore store() {
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        store.available().filter(there -> there).blockFirst(LIMIT);
        stores.add(store);
        return store;
    }

    @Override
    public InvalidationLog log(RemoteStore store, String name) {
        return RedisStreamLog.on((RedisRemoteStore) store)
                .name(name)
                .partitions(WideNodes.PARTITIONS)
                .build();
    }
}
