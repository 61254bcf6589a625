package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.KillArgs;
import io.lettuce.core.cluster.SlotHash;
import io.reactivecache.Position;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.contract.LossyLogContract;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A log on Redis Pub/Sub and its counter, on a cluster. */
class RedisClusterPubSubLogTest extends LossyLogContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final RedisCluster CLUSTER = new RedisCluster(3, false);

    private final String name = "log-" + UUID.randomUUID();
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
    void disposeStores() {
        stores.forEach(RedisRemoteStore::dispose);
    }

    @Override
    protected InvalidationLog newLog() {
        RedisRemoteStore store = RedisRemoteStore.builder()
                .cluster(CLUSTER.uri(0))
                .probeInterval(INTERVAL)
                .commandTimeout(Duration.ofSeconds(5))
                .build();
        stores.add(store);
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
        return RedisPubSubLog.on(store)
                .name(name)
                .partitions(PARTITIONS)
                .probeInterval(INTERVAL)
                .probeTimeout(Duration.ofSeconds(2))
                .build();
    }

    @Override
    protected InvalidationLog otherNode(InvalidationLog log) {
        return newLog();
    }

    @Override
    protected void publish(byte[] message) {
        at(plain -> plain.commands().publish("{" + name + "}:records", message));
    }

    @Override
    protected Position take(int partition) {
        return RedisPositionCounter.on(stores.get(0))
                .name(name)
                .partitions(PARTITIONS)
                .build()
                .next(partition)
                .block(LIMIT);
    }

    @Override
    protected void cutTails() {
        at(plain -> plain.commands().clientKill(KillArgs.Builder.typePubsub()));
    }

    @Override
    protected void killServer() {
        CLUSTER.primary(place()).kill();
    }

    @Override
    protected void startServer() {
        CLUSTER.restart(place());
    }

    @Override
    protected void pauseServer() {
        CLUSTER.primary(place()).pause();
    }

    @Override
    protected void resumeServer() {
        CLUSTER.primary(place()).resume();
    }

    private int place() {
        return CLUSTER.ownerAtFirst(SlotHash.getSlot(counter()));
    }

    @Override
    protected boolean isAnotherLogAfterRestart() {
        return true;
    }

    @Override
    protected void recreateLog() {
        at(plain -> plain.commands().del(counter()));
    }

    private void at(Consumer<Plain> step) {
        ClusterKeys.at(CLUSTER, counter().getBytes(US_ASCII), step);
    }

    private String counter() {
        return "{" + name + "}:positions";
    }
}
