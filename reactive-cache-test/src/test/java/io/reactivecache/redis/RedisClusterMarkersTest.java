package io.reactivecache.redis;

import io.reactivecache.spi.MarkerTable;
import io.reactivecache.test.contract.MarkerTableContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The table of markers, on a cluster. */
class RedisClusterMarkersTest extends MarkerTableContract {

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
    protected MarkerTable table() {
        return STORE.redis();
    }

    @Override
    protected void lose(String cache) {
        byte[] table = RedisMarkers.of(cache, STORE.redis().keys()).table();
        ClusterKeys.at(STORE.cluster, table, plain -> plain.bytes().del(table));
    }

    @Override
    protected void goAway() {
        STORE.lose();
    }
}
