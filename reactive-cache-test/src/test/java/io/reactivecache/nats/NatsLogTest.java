package io.reactivecache.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.reactivecache.InvalidConfigException;
import io.reactivecache.Position;
import io.reactivecache.redis.RedisPositionCounter;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogClosedException;
import io.reactivecache.spi.PositionCounter;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.LossyLogContract;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.NatsServer;
import io.reactivecache.test.server.NatsTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;

/** Records over NATS, positions of a counter in Redis. */
@NatsTest
@RedisTest
class NatsLogTest extends LossyLogContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final byte[] PAYLOAD = {1};

    private final NatsServer nats;
    private final RedisServer redis;
    private final FaultyProxy proxy;
    private final RedisRemoteStore store;
    private final PositionCounter counter;
    private final String name = StreamAdmin.newName();
    private final List<NatsLog> logs = new ArrayList<>();

    NatsLogTest(NatsServer nats, RedisServer redis) {
        this.nats = nats;
        this.redis = redis;
        this.proxy = FaultyProxy.to("localhost", nats.port());
        this.store = RedisRemoteStore.create(redis.uri());
        this.counter =
                RedisPositionCounter.on(store).name(name).partitions(PARTITIONS).build();
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
    }

    @Override
    protected InvalidationLog newLog() {
        return log();
    }

    @Override
    protected InvalidationLog otherNode(InvalidationLog log) {
        return log();
    }

    private NatsLog log() {
        NatsLog log = NatsLog.builder()
                .servers("nats://localhost:" + proxy.port())
                .counter(counter)
                .name(name)
                .probeInterval(INTERVAL)
                .probeTimeout(TIMEOUT)
                .build();
        logs.add(log);
        return log;
    }

    @Override
    protected void publish(byte[] message) {
        new StreamAdmin(nats.uri(), name).with((connection, streams) -> {
            connection.publish(name + ".records", message);
            connection.flush(TIMEOUT);
        });
    }

    @Override
    protected Position take(int partition) {
        return counter.next(partition).block(LIMIT);
    }

    @Override
    protected void cutTails() {
        proxy.reset();
    }

    @Override
    protected void silenceTails() {
        proxy.blackHole();
    }

    @Override
    protected void heal() {
        proxy.heal();
    }

    @Override
    protected void killServer() {
        nats.kill();
        redis.kill();
    }

    @Override
    protected void startServer() {
        redis.start();
        nats.start();
    }

    @Override
    protected boolean isAnotherLogAfterRestart() {
        return true;
    }

    @Override
    protected void pauseServer() {
        nats.pause();
    }

    @Override
    protected void resumeServer() {
        nats.resume();
    }

    @Override
    protected void recreateLog() {
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().del("{" + name + "}:positions");
        } finally {
            client.shutdown(Duration.ZERO, Duration.ZERO);
        }
    }

    @AfterEach
    void disconnect() {
        logs.forEach(NatsLog::dispose);
        store.dispose();
        proxy.close();
    }

    @Test
    void aCancelledTailClosesItsConnectionAndDropsNoError() {
        Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
        Hooks.onErrorDropped(dropped::add);
        NatsLog log = log();
        for (int round = 0; round < 10; round++) {
            TailRecorder.of(log, Optional.empty()).await(1).cancel();
            TailRecorder.of(log, Optional.empty()).cancel();
        }
        Eventually.within(LIMIT).holds("closed", () -> proxy.connections() == 1);
        Hooks.resetOnErrorDropped();

        assertThat(dropped).isEmpty();
    }

    @Test
    void aDisposedLogRefusesEverythingAndEndsItsTailsAndConnections() {
        NatsLog log = log();
        TailRecorder tail = TailRecorder.of(log, Optional.empty()).await(1);
        log.append(0, PAYLOAD).block(LIMIT);
        log.dispose();

        assertThat(log.isDisposed()).isTrue();
        assertThatThrownBy(() -> tail.await(100)).hasRootCauseInstanceOf(LogClosedException.class);
        assertThatThrownBy(() -> log.append(0, PAYLOAD).block(LIMIT)).isInstanceOf(LogClosedException.class);
        assertThatThrownBy(() -> log.end().block(LIMIT)).isInstanceOf(LogClosedException.class);
        assertThatThrownBy(() -> log.tail(Optional.empty()).blockFirst(LIMIT)).isInstanceOf(LogClosedException.class);
        Eventually.within(LIMIT).holds("closed", () -> proxy.connections() == 0);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> NatsLog.builder()
                        .name("a b")
                        .probeInterval(Duration.ZERO)
                        .probeTimeout(Duration.ZERO)
                        .appendTimeout(Duration.ZERO)
                        .maxPendingAppends(0)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        invalid -> assertThat(invalid.problems()).hasSize(7));
    }
}
