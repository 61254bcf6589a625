package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A Redis that is well behind a network that is not. */
@RedisTest
@Timeout(120)
class RedisNetworkTest {

    private static final int MANY = 200;
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Eventually SOON = Eventually.within(PATIENCE);

    private final RedisServer server;
    private FaultyProxy proxy;
    private RedisRemoteStore redis;
    private Plain plain;

    RedisNetworkTest(RedisServer server) {
        this.server = server;
    }

    @BeforeEach
    void begin() {
        server.flush();
        proxy = FaultyProxy.to("localhost", server.port());
        plain = new Plain(server.uri());
    }

    @AfterEach
    void end() {
        redis.dispose();
        plain.close();
        proxy.close();
    }

    @Test
    void readsIssuedTogetherAreFewCommandsAndEachIsToldItsOwn() {
        connect(NEVER);
        fill(MANY);
        plain.commands().configResetstat();
        // on the event loop, which comes to what is queued when this is done
        Flux<Long> stamps = redis.read("k0", TTL).flatMapMany(read -> readAll(MANY));

        StepVerifier.create(stamps.collectList())
                .assertNext(RedisNetworkTest::assertEachItsOwn)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(commands("mget")).isEqualTo(1 + (MANY + 63) / 64);
    }

    @Test
    void repliesThatAreDelayedArrive() {
        connect(NEVER);
        fill(MANY);
        proxy.delayReplies(Duration.ofMillis(50), Duration.ofMillis(50));

        StepVerifier.create(readAll(MANY).collectList())
                .assertNext(RedisNetworkTest::assertEachItsOwn)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void repliesThatAreTooLateAreNobodys() {
        connect(SHORT);
        fill(MANY);
        proxy.delayReplies(NEVER, Duration.ZERO);
        StepVerifier.create(outcomes(10))
                .assertNext(all(Reason.LATE, 10))
                .expectComplete()
                .verify(PATIENCE);
        proxy.heal();

        StepVerifier.create(readAll(MANY).collectList())
                .assertNext(RedisNetworkTest::assertEachItsOwn)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void aResetEndsAllThatIsUnderWayAtOnce() {
        connect(NEVER);
        proxy.delayReplies(NEVER, Duration.ZERO);
        StepVerifier.create(outcomes(MANY))
                .expectSubscription()
                .then(() -> SOON.holds("redis was asked", () -> commands("mget") > 0))
                .then(proxy::reset)
                .assertNext(all(Reason.AWAY, MANY))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void afterAResetTheStoreConnectsAnewAndSendsNothingAgain() {
        connect(NEVER);
        proxy.delayRequests(NEVER, Duration.ZERO);
        plain.commands().configResetstat();
        StepVerifier.create(outcomes(MANY))
                .expectSubscription()
                .then(this::resetAndHeal)
                .assertNext(all(Reason.AWAY, MANY))
                .expectComplete()
                .verify(PATIENCE);

        SOON.holds("redis is there anew", () -> proxy.connections() == 1 && isAvailable());
        assertThat(read("k0").entry()).isEmpty();
        assertThat(commands("mget")).isEqualTo(1);
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void aResetIsSeenByWhoWatches() {
        connect(NEVER);
        StepVerifier.create(redis.available())
                .expectNext(true)
                .then(proxy::refuse)
                .then(proxy::reset)
                .expectNext(false)
                .then(proxy::heal)
                .expectNext(true)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void readsIntoABlackHoleEndInTimeAndItIsLeft() {
        connect(SHORT);
        proxy.blackHole();
        StepVerifier.create(outcomes(MANY))
                .assertNext(all(Reason.LATE, MANY))
                .expectComplete()
                .verify(PATIENCE);
        SOON.holds("redis is away", () -> !isAvailable());
        StepVerifier.create(outcomes(1))
                .assertNext(all(Reason.AWAY, 1))
                .expectComplete()
                .verify(PATIENCE);

        proxy.heal();
        SOON.holds("redis is there", this::isAvailable);
        assertThat(read("k0").entry()).isEmpty();
        SOON.holds("nothing is left of the black hole", () -> proxy.connections() == 1);
    }

    @Test
    void whatABlackHoleSwallowedIsNotSentAgain() {
        connect(SHORT);
        Ticket ticket = read("k0").ticket();
        proxy.blackHole();
        StepVerifier.create(redis.fill("k0", entry(1), ticket)).verifyError(RemoteUnavailableException.class);
        SOON.holds("redis is away", () -> !isAvailable());
        proxy.heal();
        SOON.holds("redis is there", this::isAvailable);
        assertThat(read("k0").entry()).isEmpty();
    }

    @Test
    void aStoreThatIsDisposedEndsWhatIsUnderWay() {
        connect(NEVER);
        proxy.delayReplies(NEVER, Duration.ZERO);
        StepVerifier.create(outcomes(MANY))
                .expectSubscription()
                .then(redis::dispose)
                .assertNext(all(Reason.AWAY, MANY))
                .expectComplete()
                .verify(PATIENCE);
        SOON.holds("no connection is left", () -> !plain.commands().clientList().contains("name=reactive-cache"));
    }

    private void connect(Duration commandTimeout) {
        redis = RedisRemoteStore.builder()
                .uri("redis://localhost:" + proxy.port())
                .commandTimeout(commandTimeout)
                .probeInterval(Duration.ofMillis(200))
                .build();
        SOON.holds("redis is there", this::isAvailable);
        read("k0");
    }

    private void resetAndHeal() {
        proxy.reset();
        proxy.heal();
    }

    private void fill(int keys) {
        Flux.range(0, keys)
                .flatMap(i -> redis.read("k" + i, TTL).flatMap(read -> redis.fill("k" + i, entry(i), read.ticket())))
                .blockLast();
    }

    /** What each key holds, in the order of the keys. */
    private Flux<Long> readAll(int keys) {
        return Flux.range(0, keys)
                .flatMapSequential(i -> redis.read("k" + i, TTL).map(RedisNetworkTest::offset), keys);
    }

    /** How each read ends. */
    private Mono<List<Reason>> outcomes(int keys) {
        return Flux.range(0, keys)
                .flatMap(
                        i -> redis.read("k" + i, TTL)
                                .<Reason>flatMap(read -> Mono.empty())
                                .onErrorResume(
                                        RemoteUnavailableException.class, failure -> Mono.just(failure.reason())),
                        keys)
                .collectList();
    }

    private static Consumer<List<Reason>> all(Reason reason, int number) {
        return reasons -> assertThat(reasons).hasSize(number).containsOnly(reason);
    }

    private static void assertEachItsOwn(List<Long> offsets) {
        assertThat(offsets).hasSize(MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(offsets.get(i)).isEqualTo(i);
        }
    }

    private static Long offset(RemoteRead read) {
        return read.entry().orElseThrow().stamp().offset();
    }

    /** How often Redis was asked so. */
    private int commands(String name) {
        return plain.commands()
                .info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + name + ":"))
                .mapToInt(line -> Integer.parseInt(line.replaceFirst(".*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    private boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(TTL));
    }

    private RemoteRead read(String key) {
        return redis.read(key, TTL).blockOptional().orElseThrow();
    }

    private static StoredEntry entry(long offset) {
        return LoadedEntry.at(offset, TTL);
    }
}
