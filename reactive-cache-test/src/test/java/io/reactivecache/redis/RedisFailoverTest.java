package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A replica that is promoted. It holds what it was told, the numbers of all logs included, and may lack what came last. */
class RedisFailoverTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] PAYLOAD = {1};

    private final RedisServer primary = RedisServer.builder().build();
    private final RedisServer replica = RedisServer.builder().build();
    private final List<RedisRemoteStore> stores = new ArrayList<>();

    /** The logs in Redis, on a store. */
    static Stream<Function<RedisRemoteStore, InvalidationLog>> logs() {
        return Stream.of(
                store -> RedisStreamLog.on(store).partitions(1).build(),
                store -> RedisPubSubLog.on(store).partitions(1).build());
    }

    @BeforeEach
    void startTwoServers() {
        primary.start();
        replica.start();
        try (Plain plain = new Plain(replica.uri())) {
            plain.commands().replicaof("localhost", primary.port());
            assumeTrue(
                    Eventually.within(LIMIT)
                            .reached(() -> plain.commands().info("replication").contains("master_link_status:up")),
                    "servers that cannot reach each other");
        }
    }

    @AfterEach
    void close() {
        stores.forEach(RedisRemoteStore::dispose);
        primary.close();
        replica.close();
    }

    @ParameterizedTest
    @MethodSource("logs")
    void aReplicaThatIsPromotedIsAnotherEpochAndAReset(Function<RedisRemoteStore, InvalidationLog> logOf) {
        InvalidationLog before = logOf.apply(connected(primary));
        before.append(0, PAYLOAD).block(LIMIT);
        LogPositions reached = before.end().block(LIMIT);
        try (Plain plain = new Plain(replica.uri())) {
            Eventually.within(LIMIT)
                    .holds("replicated", () -> !plain.commands().keys("*").isEmpty());
            assertThatThrownBy(() ->
                            logOf.apply(connected(replica)).append(0, PAYLOAD).block(LIMIT))
                    .isInstanceOf(RemoteUnavailableException.class);
            primary.kill();
            plain.commands().replicaofNoOne();
        }
        InvalidationLog after = logOf.apply(connected(replica));
        Reset reset = (Reset) after.tail(Optional.of(reached)).blockFirst(LIMIT);

        assertThat(reset.positions().epoch()).isNotEqualTo(reached.epoch());
        assertThat(after.append(0, PAYLOAD).block(LIMIT).epoch())
                .isEqualTo(reset.positions().epoch());
    }

    private RedisRemoteStore connected(RedisServer server) {
        RedisRemoteStore store = RedisRemoteStore.create(server.uri());
        stores.add(store);
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
        return store;
    }
}
