package io.reactivecache.test.cache;

import io.reactivecache.redis.RedisPubSubLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;

/** Over a log that keeps nothing, who starts waits until the table is complete. */
@RedisTest
class RedisLossyNewTableTest extends NewTableCases {

    RedisLossyNewTableTest(RedisServer redis) {
        super(redis);
    }

    @Override
    InvalidationLog log(RedisRemoteStore store, String name) {
        return RedisPubSubLog.on(store).name(name).partitions(2).build();
    }
}
