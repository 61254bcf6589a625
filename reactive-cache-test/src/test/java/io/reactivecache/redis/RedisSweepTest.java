package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyValue;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Sweepable.Swept;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.SweepableContract;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RedisTest
class RedisSweepTest extends SweepableContract {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(20));
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static FaultyProxy proxy;
    private static RedisRemoteStore redis;
    private static Plain plain;

    @BeforeAll
    static void connect(RedisServer server) {
        proxy = FaultyProxy.to("localhost", server.port());
        redis = RedisRemoteStore.create("redis://localhost:" + proxy.port());
        plain = new Plain(server.uri());
        SOON.holds("redis is there", RedisSweepTest::isAvailable);
    }

    @AfterEach
    void heal() {
        proxy.heal();
        SOON.holds("redis is there", RedisSweepTest::isAvailable);
    }

    @AfterAll
    static void disconnect() {
        redis.dispose();
        plain.close();
        proxy.close();
    }

    @Override
    protected RemoteStore store() {
        return redis;
    }

    @Override
    protected Sweepable values() {
        return redis;
    }

    @Override
    protected void damage(String name) {
        plain.commands().set(name, "not ours".getBytes(UTF_8));
    }

    @Override
    protected void lose() {
        proxy.refuse();
        proxy.reset();
        SOON.holds("redis is away", () -> !isAvailable());
    }

    @Override
    protected void clutter(String prefix, int count) {
        fill(prefix, count, "not ours".getBytes(UTF_8));
    }

    @Override
    protected void copy(String name, String prefix, int count) {
        fill(prefix, count, plain.commands().get(name));
    }

    private static void fill(String prefix, int count, byte[] bytes) {
        Map<String, byte[]> batch = new HashMap<>();
        for (int i = 0; i < count; i++) {
            batch.put(prefix + i, bytes);
            if (batch.size() == 1_000 || i == count - 1) {
                plain.commands().mset(batch);
                batch.clear();
            }
        }
    }

    @Test
    void keysOfAnotherTypeAndHeadsThatAreCutOffArePassedOver() {
        String mine = "mixed-" + UUID.randomUUID() + ":";
        plain.commands().hset(mine + "markers", "s", new byte[8]);
        plain.commands().lpush(mine + "list", new byte[] {1});
        byte[] head = new EntryFormat(0).value(Golden.entry(Set.of("a"), Optional.empty(), Optional.empty()), 1);
        plain.commands().set(mine + "cut", Arrays.copyOf(head, 67));
        plain.commands().set(mine + "empty", new byte[0]);
        plain.commands().set(mine + "whole", head);

        assertThat(redis.scan(mine).map(Swept::key).collectList().block(LIMIT)).containsExactly(mine + "whole");
        assertThat(plain.commands().mget(mine + "cut", mine + "empty")).allMatch(KeyValue::hasValue);
    }

    @Test
    void theScriptThatRemovesIsSentAgainWhenRedisForgotIt() {
        plain.commands().scriptFlush();

        assertThat(redis.removeBefore("nothing", Golden.STAMP).block(LIMIT)).isFalse();
    }

    private static boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(LIMIT));
    }
}
