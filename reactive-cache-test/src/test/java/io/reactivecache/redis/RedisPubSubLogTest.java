package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KillArgs;
import io.reactivecache.InvalidConfigException;
import io.reactivecache.Position;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.PositionCounter;
import io.reactivecache.spi.lossy.LinkLostException;
import io.reactivecache.spi.lossy.LossyChannel;
import io.reactivecache.spi.lossy.LossyFormat;
import io.reactivecache.spi.lossy.LossyLink;
import io.reactivecache.spi.lossy.LossyTails;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.LossyLogContract;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@RedisTest
class RedisPubSubLogTest extends LossyLogContract {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final byte[] PAYLOAD = {1};

    private final RedisServer redis;
    private final FaultyProxy proxy;
    private final String name = "log-" + UUID.randomUUID();
    private final List<RedisRemoteStore> stores = new ArrayList<>();

    RedisPubSubLogTest(RedisServer redis) {
        this.redis = redis;
        this.proxy = FaultyProxy.to("localhost", redis.port());
    }

    @Override
    protected InvalidationLog newLog() {
        return log(store());
    }

    @Override
    protected InvalidationLog otherNode(InvalidationLog log) {
        return newLog();
    }

    private RedisRemoteStore store() {
        RedisRemoteStore store = RedisRemoteStore.builder()
                .uri("redis://localhost:" + proxy.port())
                .probeInterval(INTERVAL)
                .build();
        stores.add(store);
        store.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
        return store;
    }

    private RedisPubSubLog log(RedisRemoteStore store) {
        return RedisPubSubLog.on(store)
                .name(name)
                .partitions(PARTITIONS)
                .probeInterval(INTERVAL)
                .probeTimeout(TIMEOUT)
                .build();
    }

    @Override
    protected void publish(byte[] message) {
        with(plain -> plain.commands().publish(channel(), message));
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
        with(plain -> plain.commands().clientKill(KillArgs.Builder.typePubsub()));
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
        redis.kill();
    }

    @Override
    protected void startServer() {
        redis.start();
    }

    @Override
    protected boolean isAnotherLogAfterRestart() {
        return true;
    }

    @Override
    protected void pauseServer() {
        redis.pause();
    }

    @Override
    protected void resumeServer() {
        redis.resume();
    }

    @Override
    protected void recreateLog() {
        with(plain -> plain.commands().del("{" + name + "}:positions"));
    }

    @AfterEach
    void disconnect() {
        stores.forEach(RedisRemoteStore::dispose);
        proxy.close();
    }

    private String channel() {
        return "{" + name + "}:records";
    }

    private void with(Consumer<Plain> step) {
        try (Plain plain = new Plain(redis.uri())) {
            step.accept(plain);
        }
    }

    /** What a script in Redis writes is what is read here, at offsets and lengths of all sizes. */
    @Test
    void messagesAreThoseOfTheFormat() {
        Queue<byte[]> published = new ConcurrentLinkedQueue<>();
        RedisRemoteStore store = store();
        RedisSubscription subscription =
                store.subscribe(channel().getBytes(US_ASCII), published::add).block(LIMIT);
        for (int length : new int[] {0, 1, 255, 65_536}) {
            byte[] payload = new byte[length];
            byte[] expected = LossyFormat.record(log(store).append(2, payload).block(LIMIT), payload);
            Eventually.within(LIMIT).holds("published", () -> !published.isEmpty());
            assertThat(published.poll()).isEqualTo(expected);
            with(plain -> plain.commands().hincrby("{" + name + "}:positions", "2", 0x1_0000_0001L * 255));
        }
        subscription.close();
    }

    @Test
    void aSubscriptionIsThereOnceRedisHasConfirmedIt() {
        RedisRemoteStore store = store();
        with(plain -> {
            proxy.delayRequests(Duration.ofMillis(300), Duration.ZERO);
            RedisSubscription subscription =
                    store.subscribe(channel().getBytes(US_ASCII), message -> {}).block(LIMIT);
            assertThat(plain.commands().pubsubNumsub(channel())).containsEntry(channel(), 1L);
            subscription.close();
        });
    }

    /** What the node appends reaches Redis all the while, and nothing of it comes back. */
    @Test
    void aTailThatHearsNothingIsLeftThoughNothingElseIsWrong() {
        RedisRemoteStore direct = RedisRemoteStore.create(redis.uri());
        stores.add(direct);
        direct.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
        RedisRemoteStore muffled = store();
        LossyChannel channel = new LossyChannel() {
            @Override
            public Mono<LossyLink> subscribe(Consumer<byte[]> receiver) {
                return new RedisChannel(muffled, channel().getBytes(US_ASCII)).subscribe(receiver);
            }

            @Override
            public Mono<Void> publish(byte[] message) {
                return new RedisChannel(direct, channel().getBytes(US_ASCII)).publish(message);
            }
        };
        PositionCounter counter = RedisPositionCounter.on(direct).name(name).build();
        LossyTails tails = new LossyTails(channel, counter, INTERVAL, TIMEOUT, Schedulers.parallel());
        StepVerifier.create(tails.tail())
                .expectNextCount(1)
                .then(proxy::blackHole)
                .expectError(LinkLostException.class)
                .verify(LIMIT);
    }

    @Test
    void aCancelledTailClosesItsConnectionAndDropsNoError() {
        Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
        Hooks.onErrorDropped(dropped::add);
        RedisRemoteStore store = store();
        for (int round = 0; round < 10; round++) {
            TailRecorder.of(log(store), Optional.empty()).await(1).cancel();
            TailRecorder.of(log(store), Optional.empty()).cancel();
        }
        Eventually.within(LIMIT).holds("ended", () -> store.connections() == 1);
        Hooks.resetOnErrorDropped();

        assertThat(dropped).isEmpty();
    }

    @Test
    void aStoreThatIsDisposedEndsItsTails() {
        RedisRemoteStore store = store();
        TailRecorder tail = TailRecorder.following(log(store)).await(1);
        store.dispose();
        Eventually.within(LIMIT).holds("ended", () -> tail.retries() > 0);
        tail.cancel();

        Eventually.within(LIMIT).holds("closed", () -> store.connections() == 0);
    }

    @Test
    void whatIsNoCounterIsRefused() {
        with(plain -> plain.commands().set("{" + name + "}:positions", PAYLOAD));

        assertThatThrownBy(() -> newLog().append(0, PAYLOAD).block(LIMIT))
                .isInstanceOf(RemoteUnavailableException.class);
        assertThatThrownBy(() -> newLog().tail(Optional.empty()).blockFirst(LIMIT))
                .isInstanceOf(RemoteUnavailableException.class);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> RedisPubSubLog.on(stores.get(0))
                        .name("a b")
                        .partitions(0)
                        .probeInterval(Duration.ZERO)
                        .probeTimeout(Duration.ZERO)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        invalid -> assertThat(invalid.problems()).hasSize(4));
    }
}
