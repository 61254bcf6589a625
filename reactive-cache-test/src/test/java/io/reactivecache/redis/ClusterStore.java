package io.reactivecache.redis;

import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;

/** A store and the cluster under it, which contract kits take away and get back. */
final class ClusterStore {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    final RedisCluster cluster = new RedisCluster(3, false);
    private RedisRemoteStore redis;

    void start() {
        cluster.start();
        redis = RedisRemoteStore.builder()
                .cluster(cluster.uri(0))
                .probeInterval(Duration.ofMillis(300))
                .build();
        awaitAvailable();
    }

    /** The store, once it was started. */
    RedisRemoteStore redis() {
        return redis;
    }

    /** Takes the cluster away; the store knows when this returns. */
    void lose() {
        cluster.kill();
        Eventually.within(LIMIT).holds("away", () -> !isAvailable());
    }

    void heal() {
        cluster.restart();
        awaitAvailable();
    }

    void close() {
        redis.dispose();
        cluster.close();
    }

    private boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(LIMIT));
    }

    private void awaitAvailable() {
        redis.available().filter(present -> present).blockFirst(LIMIT);
    }
}
