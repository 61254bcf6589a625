package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.contract.RemoteStoreContract;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What a store promises, on a cluster. */
class RedisClusterContractTest extends RemoteStoreContract {

    private static final RedisCluster CLUSTER = new RedisCluster(3, false);
    private static RedisRemoteStore redis;

    @BeforeAll
    static void connect() {
        CLUSTER.start();
        redis = RedisRemoteStore.builder().cluster(CLUSTER.uri(0)).build();
        redis.available().filter(present -> present).blockFirst(Duration.ofSeconds(20));
    }

    @AfterAll
    static void disconnect() {
        redis.dispose();
        CLUSTER.close();
    }

    @Override
    protected RemoteStore store() {
        return redis;
    }

    @Override
    protected void damage(String key) {
        byte[] name = ClusterKeys.name(key);
        ClusterKeys.at(CLUSTER, name, plain -> plain.bytes().set(name, "not ours".getBytes(UTF_8)));
    }
}
