package io.reactivecache.test.cache;

import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Each node with a connection of its own, and the log in the same Redis. */
@RedisTest
class RedisWideTest extends WideCases implements WideNodes.Servers {

    private final RedisServer redis;
    private final List<RedisRemoteStore> stores = new ArrayList<>();

    RedisWideTest(RedisServer redis) {
        this.redis = redis;
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
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
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
