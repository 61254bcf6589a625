package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.spi.LeasedRead;
import io.reactivecache.spi.Leases;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.Token;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.LeasesContract;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

@RedisTest
class RedisLeasesTest extends LeasesContract {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(20));
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final Token ONE = new Token(1, 1);
    private static final Token TWO = new Token(2, 1);

    private static RedisServer server;
    private static FaultyProxy proxy;
    private static RedisRemoteStore redis;
    private static Plain plain;

    @BeforeAll
    static void connect(RedisServer given) {
        server = given;
        proxy = FaultyProxy.to("localhost", server.port());
        redis = RedisRemoteStore.builder()
                .uri("redis://localhost:" + proxy.port())
                .commandTimeout(LONG)
                .build();
        plain = new Plain(server.uri());
        SOON.holds("redis is there", RedisLeasesTest::isAvailable);
    }

    @AfterEach
    void heal() {
        proxy.heal();
        SOON.holds("redis is there", RedisLeasesTest::isAvailable);
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
    protected Leases leases() {
        return redis;
    }

    @Override
    protected void damage(String key) {
        plain.commands().set(key, "not ours".getBytes(UTF_8));
    }

    @Override
    protected void lose() {
        proxy.refuse();
        proxy.reset();
        SOON.holds("redis is away", () -> !isAvailable());
    }

    @Test
    void anAcquireThatRunsAfterItsCallerGaveUpTakesNoLease() {
        RedisRemoteStore hasty = RedisRemoteStore.builder()
                .uri(server.uri())
                .commandTimeout(SHORT)
                .build();
        SOON.holds("redis is there", () -> isAvailable(hasty));
        leased("warm", ONE);
        server.pause();
        StepVerifier.create(hasty.acquire("late", ONE, TIME, TIME))
                .expectErrorSatisfies(RedisLeasesTest::assertLate)
                .verify(TIME);
        server.resume();
        Mono<LeasedRead> answered = hasty.acquire("late", TWO, TIME, TIME)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(20))
                        .filter(RemoteUnavailableException.class::isInstance));
        assertThat(answered.block(TIME).leased()).isTrue();
        hasty.dispose();
    }

    private static void assertLate(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        RemoteUnavailableException.class,
                        late -> assertThat(late.reason()).isEqualTo(RemoteUnavailableException.Reason.LATE));
    }

    @Test
    void scriptsOfLeasesAreSentAgainWhenRedisForgotThem() {
        plain.commands().scriptFlush();
        assertThat(leased("forgotten", ONE)).isTrue();
        plain.commands().scriptFlush();
        redis.release("forgotten", ONE).block();
        assertThat(leased("forgotten", TWO)).isTrue();
    }

    @Test
    void aKeyOfAnotherTypeIsNothingAndItsLeaseIsTaken() {
        plain.commands().del("list");
        plain.commands().lpush("list", new byte[] {1});
        LeasedRead answer = redis.acquire("list", ONE, TIME, TIME).block();
        assertThat(answer.leased()).isTrue();
        assertThat(answer.read().entry()).isEmpty();
        assertThat(answer.read().damaged()).isFalse();
        assertThat(plain.commands().type("list")).isEqualTo("list");
    }

    @Test
    void anEmptyStringIsDamagedAndNotNothing() {
        plain.commands().set("empty", new byte[0]);
        assertThat(redis.acquire("empty", ONE, TIME, TIME).block().read().damaged())
                .isTrue();
    }

    @Test
    void aForeignTypeInPlaceOfALeaseIsReplaced() {
        byte[] name = RedisLease.of(RedisKey.of("foreign")).lease();
        plain.bytes().lpush(name, new byte[] {1});
        redis.release("foreign", ONE).block();
        assertThat(plain.bytes().llen(name)).isEqualTo(1);
        assertThat(leased("foreign", ONE)).isTrue();
        assertThat(leased("foreign", TWO)).isFalse();
    }

    @Test
    void aLeaseExpiresInRedis() {
        leased("expiring", ONE);
        byte[] name = RedisLease.of(RedisKey.of("expiring")).lease();
        assertThat(plain.bytes().pttl(name)).isBetween(TIME.toMillis() - 5_000, TIME.toMillis() + 1);
    }

    @Test
    void theScriptThatReleasesTellsWhetherThereWasALease() {
        leased("told", ONE);
        byte[] name = RedisLease.of(RedisKey.of("told")).lease();
        assertThat(released(name, TWO)).isFalse();
        assertThat(released(name, ONE)).isTrue();
        assertThat(released(name, ONE)).isFalse();
    }

    @Test
    void theNameOfALeaseIsNoText() {
        byte[] name = RedisLease.of(RedisKey.of("k")).lease();
        assertThatThrownBy(() -> UTF_8.newDecoder().decode(ByteBuffer.wrap(name)))
                .isInstanceOf(CharacterCodingException.class);
    }

    private static boolean leased(String key, Token token) {
        Mono<LeasedRead> acquire = redis.acquire(key, token, TIME, TIME);
        return acquire.blockOptional().orElseThrow().leased();
    }

    private static boolean released(byte[] name, Token token) {
        Mono<Boolean> release =
                redis.links().of(name).flatMap(link -> link.run(Script.RELEASE, name, EntryFormat.token(token)));
        return release.blockOptional().orElseThrow();
    }

    private static boolean isAvailable() {
        return isAvailable(redis);
    }

    private static boolean isAvailable(RedisRemoteStore store) {
        return Boolean.TRUE.equals(store.available().blockFirst(TIME));
    }
}
