package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.PositionCounter;
import io.reactivecache.test.contract.PositionCounterContract;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Its data survives a restart of the server, as they do where an operator has Redis write them down. */
@RedisTest(persistent = true)
class RedisPositionCounterTest extends PositionCounterContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final RedisServer redis;
    private final String name = "counter-" + UUID.randomUUID();
    private final List<RedisRemoteStore> stores = new ArrayList<>();

    RedisPositionCounterTest(RedisServer redis) {
        this.redis = redis;
    }

    @Override
    protected PositionCounter newCounter() {
        return counter(PARTITIONS);
    }

    @Override
    protected PositionCounter otherNode(PositionCounter counter) {
        return newCounter();
    }

    private PositionCounter counter(int partitions) {
        RedisRemoteStore store = RedisRemoteStore.builder()
                .uri(redis.uri())
                .commandTimeout(Duration.ofSeconds(10))
                .build();
        stores.add(store);
        awaitConnection(store);
        return RedisPositionCounter.on(store).name(name).partitions(partitions).build();
    }

    private static void awaitConnection(RedisRemoteStore store) {
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
    }

    @AfterEach
    void disposeStores() {
        stores.forEach(RedisRemoteStore::dispose);
    }

    @Test
    void theNumberOfPartitionsOfACounterThatExistsWins() {
        newCounter().end().block(LIMIT);

        assertThat(counter(5).end().block(LIMIT).partitions()).isEqualTo(PARTITIONS);
    }

    @Test
    void aServerThatWasRestartedIsAnotherEpochThoughItKeptTheNumbers() {
        newCounter().next(1).block(LIMIT);
        LogPositions before = newCounter().end().block(LIMIT);
        redis.restart();
        LogPositions after = newCounter().end().block(LIMIT);

        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.offsets()).containsExactly(-1, -1, -1);
    }

    @Test
    void aCounterThatWasDeletedIsAnotherEpoch() {
        PositionCounter counter = newCounter();
        LogPositions before = counter.end().block(LIMIT);
        try (Plain plain = new Plain(redis.uri())) {
            assertThat(plain.commands().del("{" + name + "}:positions")).isEqualTo(1);
        }

        assertThat(counter.next(0).block(LIMIT).epoch()).isNotEqualTo(before.epoch());
    }

    @Test
    void whatIsNoCounterIsRefused() {
        try (Plain plain = new Plain(redis.uri())) {
            plain.commands().set("{" + name + "}:positions", new byte[] {1});
        }

        assertThatThrownBy(() -> newCounter().end().block(LIMIT)).isInstanceOf(RemoteUnavailableException.class);
        assertThatThrownBy(() -> newCounter().next(0).block(LIMIT)).isInstanceOf(RemoteUnavailableException.class);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> RedisPositionCounter.on(stores.get(0))
                        .name("a b")
                        .partitions(1_025)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        invalid -> assertThat(invalid.problems()).hasSize(2));
    }
}
