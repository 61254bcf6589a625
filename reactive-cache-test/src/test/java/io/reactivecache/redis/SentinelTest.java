package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

/** A store that is told by sentinels where Redis is. */
@Timeout(120)
class SentinelTest {

    private static final byte[] NAME = {'k'};
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Eventually SOON = Eventually.within(LIMIT);

    private final SentinelGroup group = new SentinelGroup();
    private RedisRemoteStore redis;

    @BeforeEach
    void connect() {
        group.start();
        redis = RedisRemoteStore.builder()
                .uri(group.uri())
                .probeInterval(Duration.ofMillis(300))
                .connections(2)
                .build();
        awaitAvailable();
    }

    @AfterEach
    void disconnect() {
        redis.dispose();
        group.close();
    }

    @Test
    void afterAFailoverWhatWasStoredBeforeIsOfAnotherEpochAndWritesGoOn() {
        Ticket before = read().ticket();
        assertThat(fill(5, before)).isTrue();
        group.awaitReplication();
        Optional<Position> stamp = stamp();

        group.primary().kill();
        SOON.holds("noticed", () -> !isAvailable());
        awaitAvailable();

        assertThat(stamp()).isPresent().isNotEqualTo(stamp);
        assertThat(fill(6, before)).isFalse();
        assertThat(fill(1, read().ticket())).isTrue();
        assertThat(stamp()).contains(LoadedEntry.at(1, TTL).stamp());
    }

    /** It kept what a change had removed, and missed the change: it has to be asked no more when it comes back. */
    @Test
    void aPrimaryThatWasStoppedMeanwhileGivesNoOldValues() {
        fill(5, read().ticket());
        group.awaitReplication();
        group.primary().pause();
        SOON.holds("noticed", () -> !isAvailable());
        awaitAvailable();
        fill(7, read().ticket());
        group.primary().resume();

        assertThat(stamp()).contains(LoadedEntry.at(7, TTL).stamp());
        assertThat(redis.connect(NAME)
                        .doOnNext(RedisLink::close)
                        .map(RedisLink::generation)
                        .block(LIMIT))
                .isEqualTo(generation());
    }

    /** Values of its first term may have been changed in between, and the change lost. */
    @Test
    void aServerThatIsPrimaryAgainIsInAnotherLife() {
        long first = generation();
        long second = generationAfter(first);
        long third = generationAfter(second);

        assertThat(third).isNotEqualTo(first);
    }

    private long generationAfter(long last) {
        group.swap();
        SOON.holds("another primary", () -> isAvailable() && generation() != last && generation() != 0);
        return generation();
    }

    @Test
    void aPrimaryThatMostSentinelsDoNotConfirmIsLeft() {
        RedisStreamLog log = RedisStreamLog.on(redis).build();
        RedisSubscription subscription =
                redis.subscribe(new byte[] {1}, message -> {}).block(LIMIT);

        StepVerifier.create(log.tail(Optional.empty()))
                .expectNextMatches(LogEvent.Reset.class::isInstance)
                .then(group::loseMostSentinels)
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
        subscription.lost().block(LIMIT);
        SOON.holds("noticed", () -> !isAvailable());

        group.restartSentinels();
        awaitAvailable();
        subscription.close();
    }

    @Test
    void aLogIsResetAfterAFailover() {
        RedisStreamLog log = RedisStreamLog.on(redis).partitions(1).build();
        log.append(0, new byte[] {1}).block(LIMIT);
        LogPositions reached = log.end().block(LIMIT);
        group.awaitReplication();

        group.primary().kill();
        SOON.holds("noticed", () -> !isAvailable());
        awaitAvailable();

        LogEvent first = log.tail(Optional.of(reached)).blockFirst(LIMIT);
        assertThat(first).isInstanceOf(LogEvent.Reset.class);
        assertThat(log.append(0, new byte[] {1}).block(LIMIT).epoch())
                .isEqualTo(((LogEvent.Reset) first).positions().epoch())
                .isNotEqualTo(reached.epoch());
    }

    @Test
    void sentinelsThatAskForAPasswordAreGivenTheirs() {
        int port = RedisProcess.ports(1)[0];
        try (RedisProcess sentinel = group.sentinel(port, "requirepass s3cret")) {
            sentinel.start();
            RedisRemoteStore guarded = RedisRemoteStore.builder()
                    .uri(SentinelGroup.uri(List.of(sentinel)))
                    .sentinelPassword("s3cret")
                    .build();

            assertThat(guarded.available().filter(present -> present).blockFirst(LIMIT))
                    .isTrue();
            guarded.dispose();
        }
    }

    /** As while a failover is under way. */
    @Test
    void aServerThatIsNamedButIsAReplicaIsNotUsed() {
        int port = RedisProcess.ports(1)[0];
        try (RedisProcess sentinel = group.mistakenSentinel(port)) {
            sentinel.start();
            RedisConnector connector = new RedisConnector(RedisRemoteStore.builder()
                    .uri(SentinelGroup.uri(List.of(sentinel)))
                    .settings());

            StepVerifier.create(connector.connect())
                    .expectError(RemoteUnavailableException.class)
                    .verify(LIMIT);
            connector.dispose();
        }
    }

    private long generation() {
        return redis.links()
                .of(NAME)
                .map(RedisLink::generation)
                .onErrorReturn(0L)
                .block(LIMIT);
    }

    private RemoteRead read() {
        return redis.read("k", TTL).blockOptional().orElseThrow();
    }

    private Optional<Position> stamp() {
        return read().entry().map(StoredEntry::stamp);
    }

    private boolean fill(long offset, Ticket ticket) {
        return redis.fill("k", LoadedEntry.at(offset, TTL), ticket)
                .blockOptional()
                .orElseThrow();
    }

    private boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(LIMIT));
    }

    private void awaitAvailable() {
        redis.available().filter(present -> present).blockFirst(LIMIT);
    }
}
