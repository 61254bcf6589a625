package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.contract.RemoteStoreContract;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What a store promises, by four connections. */
@RedisTest
class RedisConnectionsContractTest extends RemoteStoreContract {

    private static RedisRemoteStore redis;
    private static Plain plain;

    @BeforeAll
    static void connect(RedisServer server) {
        redis = RedisRemoteStore.builder().uri(server.uri()).connections(4).build();
        plain = new Plain(server.uri());
        redis.available().filter(present -> present).blockFirst(Duration.ofSeconds(20));
    }

    @AfterAll
    static void disconnect() {
        redis.dispose();
        plain.close();
    }

    @Override
    protected RemoteStore store() {
        return redis;
    }

    @Override
    protected void damage(String key) {
        plain.commands().set(key, "not ours".getBytes(UTF_8));
    }
}
