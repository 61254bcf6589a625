package io.reactivecache.test.cache;

import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.server.RedisCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Wide invalidation over a Redis Cluster that keeps the log, too. */
class ClusterWideTest extends WideCases implements WideNodes.Servers {

    private static final RedisCluster CLUSTER = new RedisCluster(3, false);

    private final List<RedisRemoteStore> stores = new ArrayList<>();

    @BeforeAll
    static void start() {
        CLUSTER.start();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @AfterEach
    void disconnect() {
        stores.forEach(RedisRemoteStore::dispose);
    }

    @Override
    WideNodes.Servers servers() {
        return this;
    }

    @Override
    public RemoteStore store() {
        RedisRemoteStore store =
                RedisRemoteStore.builder().cluster(CLUSTER.uri(0)).build();
        store.available().filter(there -> there).blockFirst(WideNodes.LIMIT);
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
