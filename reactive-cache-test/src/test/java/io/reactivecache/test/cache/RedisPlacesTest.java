package io.reactivecache.test.cache;

import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;

@RedisTest
class RedisPlacesTest extends PlaceCases {

    private final RedisServer redis;
    private final List<RedisRemoteStore> stores = new ArrayList<>();

    RedisPlacesTest(RedisServer redis) {
        this.redis = redis;
    }

    @AfterEach
    void dispose() {
        close();
        stores.forEach(RedisRemoteStore::dispose);
    }

    @Override
    CacheBuilder<String, String> on(CacheBuilder<String, String> builder) {
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        stores.add(store);
        store.available().filter(there -> there).blockFirst(LIMIT);
        return builder.remote(store)
                .log(RedisStreamLog.on(store).name(name).partitions(1).build());
    }

    @Override
    void elapse(Duration time) {
        Mono.delay(time.plusMillis(50)).block(LIMIT);
    }
}
