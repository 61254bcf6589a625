package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.spi.Leases;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.contract.LeasesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Leases, on a cluster. */
class RedisClusterLeasesTest extends LeasesContract {

    private static final ClusterStore STORE = new ClusterStore();

    @BeforeAll
    static void connect() {
        STORE.start();
    }

    @AfterEach
    void heal() {
        STORE.heal();
    }

    @AfterAll
    static void disconnect() {
        STORE.close();
    }

    @Override
    protected RemoteStore store() {
        return STORE.redis();
    }

    @Override
    protected Leases leases() {
        return STORE.redis();
    }

    @Override
    protected void damage(String key) {
        byte[] name = ClusterKeys.name(key);
        ClusterKeys.at(STORE.cluster, name, plain -> plain.bytes().set(name, "not ours".getBytes(UTF_8)));
    }

    @Override
    protected void lose() {
        STORE.lose();
    }
}
