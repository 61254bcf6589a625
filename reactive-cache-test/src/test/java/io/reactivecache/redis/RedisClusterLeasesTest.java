package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.spi.Leases;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.LeasesContract;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Leases, on a cluster. */
class RedisClusterLeasesTest extends LeasesContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final RedisCluster CLUSTER = new RedisCluster(3, false);

    private static RedisRemoteStore redis;

    @BeforeAll
    static void connect() {
        CLUSTER.start();
        redis = RedisRemoteStore.builder()
                .cluster(CLUSTER.uri(0))
                .probeInterval(Duration.ofMillis(300))
                .build();
        awaitAvailable();
    }

    @AfterEach
    void heal() {
        CLUSTER.restart();
        awaitAvailable();
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
    protected Leases leases() {
        return redis;
    }

    @Override
    protected void damage(String key) {
        byte[] name = ClusterKeys.name(key);
        ClusterKeys.at(CLUSTER, name, plain -> plain.bytes().set(name, "not ours".getBytes(UTF_8)));
    }

    @Override
    protected void lose() {
        CLUSTER.kill();
        Eventually.within(LIMIT).holds("away", () -> !isAvailable());
    }

    private static boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(LIMIT));
    }

    private static void awaitAvailable() {
        redis.available().filter(present -> present).blockFirst(LIMIT);
    }
}
