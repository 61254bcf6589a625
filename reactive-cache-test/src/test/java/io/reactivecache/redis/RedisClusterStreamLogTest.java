package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.XTrimArgs;
import io.lettuce.core.cluster.SlotHash;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.contract.InvalidationLogContract;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A log on Redis Streams, on a cluster. */
class RedisClusterStreamLogTest extends InvalidationLogContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);
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
        RedisRemoteStore store =
                RedisRemoteStore.builder().cluster(CLUSTER.uri(0)).build();
        stores.add(store);
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
        return RedisStreamLog.on(store).name(name).partitions(PARTITIONS).build();
    }

    @Override
    protected InvalidationLog otherNode(InvalidationLog log) {
        return newLog();
    }

    @Override
    protected void killServer() {
        CLUSTER.primary(place()).kill();
    }

    @Override
    protected void startServer() {
        CLUSTER.restart(place());
    }

    private int place() {
        return CLUSTER.ownerAtFirst(SlotHash.getSlot(hash()));
    }

    @Override
    protected boolean isAnotherLogAfterRestart() {
        return true;
    }

    @Override
    protected void forgetRecords() {
        forStreams((plain, stream) -> plain.commands().xtrim(stream, XTrimArgs.Builder.maxlen(0)));
    }

    @Override
    protected void recreateLog() {
        forStreams((plain, stream) -> plain.commands().del(stream));
        at(plain -> plain.commands().del(hash()));
    }

    private interface ForStream {
        void run(Plain plain, String stream);
    }

    private void forStreams(ForStream step) {
        at(plain -> {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                step.run(plain, hash() + ":" + partition);
            }
        });
    }

    private void at(Consumer<Plain> step) {
        ClusterKeys.at(CLUSTER, hash().getBytes(US_ASCII), step);
    }

    private String hash() {
        return "{" + name + "}:log";
    }
}
