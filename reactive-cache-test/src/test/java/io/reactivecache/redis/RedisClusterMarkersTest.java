package io.reactivecache.redis;

import io.reactivecache.spi.MarkerTable;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.MarkerTableContract;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The table of markers, on a cluster. */
class RedisClusterMarkersTest extends MarkerTableContract {

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
    protected MarkerTable table() {
        return redis;
    }

    @Override
    protected void lose(String cache) {
        byte[] table = RedisMarkers.of(cache, redis.keys()).table();
        ClusterKeys.at(CLUSTER, table, plain -> plain.bytes().del(table));
    }

    @Override
    protected void goAway() {
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
