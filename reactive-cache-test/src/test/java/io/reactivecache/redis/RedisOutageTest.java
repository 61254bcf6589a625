package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@Timeout(60)
class RedisOutageTest {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Optional<Payload> PAYLOAD = Optional.of(new Payload(1, 0, 1, 0, new byte[] {1, 2, 3}));
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Token TOKEN = new Token(1, 2);
    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(20));

    private final RedisServer server = RedisServer.builder().persistent(true).build();
    private final RedisRemoteStore redis = RedisRemoteStore.builder()
            .uri(server.uri())
            .commandTimeout(TIMEOUT)
            .probeInterval(Duration.ofSeconds(30))
            .build();

    @AfterEach
    void end() {
        redis.dispose();
        server.close();
    }

    @Test
    void aRedisThatIsAbsentAtFirstIsFoundLater() {
        assertFailsAtOnce();
        StepVerifier.create(redis.available())
                .expectNext(false)
                .then(server::start)
                .expectNext(true)
                .then(() -> assertThat(read("k").entry()).isEmpty())
                .thenCancel()
                .verify(Duration.ofSeconds(20));
    }

    @Test
    void aWatcherThatAsksForNothingHoldsUpNoReconnect() {
        start();
        BaseSubscriber<Boolean> idle = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                // asks for nothing
            }
        };
        redis.available().subscribe(idle);
        server.kill();
        SOON.holds("link is gone", () -> !isAvailable());
        start();

        assertThat(read("k").entry()).isEmpty();
        idle.cancel();
    }

    @Test
    void aWatcherThatIsSlowHearsOfWhatIsNowAndNotTwiceOfTheSame() {
        start();
        StepVerifier.create(redis.available(), 1)
                .expectNext(true)
                .then(server::kill)
                .then(() -> SOON.holds("link is gone", () -> !isAvailable()))
                .then(this::start)
                .thenRequest(1)
                .expectNoEvent(Duration.ofMillis(50))
                .then(server::kill)
                .expectNext(false)
                .thenCancel()
                .verify(Duration.ofSeconds(40));
    }

    @Test
    void afterAKillKeptValuesAreOfAnotherEpochAndTicketsVoid() {
        start();
        RemoteRead before = read("k");
        assertThat(redis.fill("k", entry(5), before.ticket()).block()).isTrue();
        assertThat(read("k").entry()).map(StoredEntry::stamp).contains(entry(5).stamp());

        server.kill();
        SOON.holds("link is gone", () -> !isAvailable());
        assertFailsAtOnce();
        start();

        assertThat(read("k").entry()).map(StoredEntry::stamp).isPresent().get().isNotEqualTo(entry(5).stamp());
        assertThat(redis.fill("k", entry(6), before.ticket()).block()).isFalse();
        assertThat(redis.fill("k", entry(1), read("k").ticket()).block()).isTrue();
    }

    @Test
    void afterAKillAStoreDegradesToAnOpen() {
        start();
        Ticket ticket = redis.close("k", TOKEN, TTL).block();
        server.kill();
        SOON.holds("link is gone", () -> !isAvailable());
        start();

        assertThat(redis.store("k", TOKEN, entry(5), ticket, TTL).block()).isFalse();
        assertThat(redis.fill("k", entry(4), read("k").ticket()).block()).isFalse();
        assertThat(redis.fill("k", entry(5), read("k").ticket()).block()).isTrue();
    }

    @Test
    void aStoppedRedisIsAnErrorInTimeAndALateFillIsTurnedAway() {
        start();
        Ticket ticket = redis.read("k", TIMEOUT).blockOptional().orElseThrow().ticket();
        server.pause();
        assertLate(redis.fill("k", entry(5), ticket));
        assertLate(redis.read("k", TTL));
        server.resume();

        // Redis runs the commands of a connection in order: the fill has run when this read is answered.
        assertThat(read("k").entry()).isEmpty();
        assertThat(read("k").damaged()).isFalse();
    }

    @Test
    void aFillThatRunsLateButBeforeItsDeadlineIsKept() {
        start();
        Ticket ticket = read("k").ticket();
        server.pause();
        assertLate(redis.fill("k", entry(5), ticket));
        server.resume();
        assertThat(read("k").entry()).isPresent();
    }

    @Test
    void aCloseThatRunsAfterItsCallerGaveUpIsTurnedAway() {
        start();
        server.pause();
        assertLate(redis.close("k", TOKEN, TTL));
        server.resume();
        assertThat(redis.fill("k", entry(5), read("k").ticket()).block()).isTrue();
    }

    @Test
    void aStoreThatRunsLateLeavesATombstone() {
        start();
        Ticket ticket = redis.close("k", TOKEN, TIMEOUT).block();
        server.pause();
        assertLate(redis.store("k", TOKEN, entry(5), ticket, TTL));
        server.resume();
        assertThat(read("k").entry()).isEmpty();
        assertThat(redis.fill("k", entry(4), read("k").ticket()).block()).isFalse();
    }

    @Test
    void whatRunsAfterItsTtlIsNotStored() {
        start();
        redis.fill("filled", entry(4), read("filled").ticket()).block();
        Ticket fill = read("filled").ticket();
        Ticket store = redis.close("stored", TOKEN, TTL).block();
        server.pause();
        assertLate(redis.fill("filled", entry(5, TIMEOUT), fill));
        assertLate(redis.store("stored", TOKEN, entry(5, TIMEOUT), store, TTL));
        server.resume();

        assertThat(read("filled").entry()).map(StoredEntry::stamp).contains(entry(4).stamp());
        assertThat(redis.fill("stored", entry(4), read("stored").ticket()).block())
                .isFalse();
    }

    @Test
    void aFrozenConnectionIsLeftAndWhatItGaveIsVoid() {
        try (RedisServer frozen = RedisServer.builder().build()) {
            frozen.start();
            RedisRemoteStore probing = RedisRemoteStore.builder()
                    .uri(frozen.uri())
                    .commandTimeout(TIMEOUT)
                    .probeInterval(Duration.ofMillis(100))
                    .build();
            StepVerifier.create(probing.available().skipUntil(present -> present))
                    .expectNext(true)
                    .then(frozen::pause)
                    .expectNext(false)
                    .then(frozen::resume)
                    .expectNext(true)
                    .then(probing::dispose)
                    .expectNext(false)
                    .expectComplete()
                    .verify(Duration.ofSeconds(30));
        }
    }

    @Test
    void operationsUnderWayEndWhenTheConnectionBreaks() {
        start();
        server.pause();
        StepVerifier.create(redis.read("k", TTL))
                .expectSubscription()
                .then(server::kill)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RemoteUnavailableException.class)
                        .hasNoCause())
                .verify(TIMEOUT.multipliedBy(3));
    }

    @Test
    void noMoreOperationsWaitThanTheQueueHolds() {
        server.start();
        RedisRemoteStore small = RedisRemoteStore.builder()
                .uri(server.uri())
                .commandTimeout(TIMEOUT)
                .requestQueueSize(20)
                .build();
        small.available().filter(present -> present).blockFirst(TTL);
        server.pause();
        StepVerifier.create(Flux.range(0, 21).flatMap(i -> small.read("k", TTL)))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                RemoteUnavailableException.class,
                                busy -> assertThat(busy.reason()).isEqualTo(Reason.BUSY)))
                .verify(TIMEOUT);
        small.dispose();
    }

    @Test
    void aDisposedStoreRefuses() {
        start();
        redis.dispose();
        assertFailsAtOnce();
        StepVerifier.create(redis.available()).expectNext(false).verifyComplete();
    }

    /** Redis knows all scripts afterwards, so that each operation is one command. */
    private void start() {
        server.start();
        SOON.holds("redis is there", this::isAvailable);
        Ticket ticket = redis.close("warm", TOKEN, TTL).block();
        redis.store("warm", TOKEN, entry(5), ticket, TTL).block();
        redis.open("warm", TOKEN, entry(6).stamp(), TTL).block();
        redis.fill("warm", entry(6), ticket).block();
    }

    private boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(TTL));
    }

    private void assertFailsAtOnce() {
        StepVerifier.create(redis.read("k", TTL))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                RemoteUnavailableException.class,
                                away -> assertThat(away.reason()).isEqualTo(Reason.AWAY)))
                .verify(Duration.ofMillis(200));
    }

    private static void assertLate(Mono<?> operation) {
        StepVerifier.create(operation)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                RemoteUnavailableException.class,
                                late -> assertThat(late.reason()).isEqualTo(Reason.LATE)))
                .verify(TIMEOUT.multipliedBy(3));
    }

    private RemoteRead read(String key) {
        return redis.read(key, TTL).blockOptional().orElseThrow();
    }

    private static StoredEntry entry(long offset) {
        return entry(offset, TTL);
    }

    private static StoredEntry entry(long offset, Duration ttl) {
        return new StoredEntry(
                new Position(1, 0, offset),
                Duration.ZERO,
                ttl,
                ttl,
                Duration.ZERO,
                Set.of(),
                Optional.empty(),
                PAYLOAD);
    }
}
