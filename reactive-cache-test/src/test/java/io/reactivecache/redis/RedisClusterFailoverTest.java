package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import io.reactivecache.Position;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable.Mark;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A cluster in which the replica of the first of three primaries takes its place. */
@Timeout(120)
class RedisClusterFailoverTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Eventually SOON = Eventually.within(LIMIT);

    private final RedisCluster cluster = new RedisCluster(3, true);
    private final String key = ClusterKeys.on(cluster, 0);
    private final String other = ClusterKeys.on(cluster, 1);
    private RedisRemoteStore redis;

    @BeforeEach
    void connect() {
        cluster.start();
        redis = RedisRemoteStore.builder()
                .cluster(cluster.uri(0), cluster.uri(1), cluster.uri(2))
                .probeInterval(INTERVAL)
                .build();
        awaitAvailable();
    }

    @AfterEach
    void disconnect() {
        redis.dispose();
        cluster.close();
    }

    @Test
    void afterAFailoverWhatThePrimaryHadIsOfAnotherEpochAndTheRestIsNot() {
        Ticket before = read(key).ticket();
        assertThat(fill(key, 5, before)).isTrue();
        assertThat(fill(other, 5, read(other).ticket())).isTrue();
        cluster.awaitReplication(0);

        cluster.primary(0).kill();
        SOON.holds("noticed", () -> !isAvailable());
        assertThat(isKnown(other)).isTrue();
        awaitAvailable();

        assertThat(stamp(key)).isPresent();
        assertThat(isKnown(key)).isFalse();
        assertThat(fill(key, 6, before)).isFalse();
        assertThat(fill(key, 5, read(key).ticket())).isTrue();
        assertThat(isKnown(other)).isTrue();
    }

    /** It kept what a change had removed, and missed the change: it has to be asked no more when it comes back. */
    @Test
    void aPrimaryThatWasStoppedMeanwhileGivesNoOldValues() {
        fill(key, 5, read(key).ticket());
        cluster.awaitReplication(0);
        cluster.primary(0).pause();
        StepVerifier.create(redis.read(key, TTL))
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
        SOON.holds("in its place", () -> RedisCluster.isPrimary(cluster.replica(0)));
        SOON.holds("followed", this::isReadable);
        fill(key, 7, read(key).ticket());
        cluster.primary(0).resume();

        IntStream.range(0, 50)
                .forEach(i ->
                        assertThat(stamp(key)).contains(LoadedEntry.at(7, TTL).stamp()));
        SOON.holds("a replica", () -> !RedisCluster.isPrimary(cluster.primary(0)));
        assertThat(stamp(key)).contains(LoadedEntry.at(7, TTL).stamp());
    }

    /** Long before their time limit. */
    @Test
    void whatIsUnderWayOnAPrimaryThatIsLeftErrors() {
        RedisRemoteStore patient = RedisRemoteStore.builder()
                .cluster(cluster.uri(1))
                .commandTimeout(LIMIT.multipliedBy(2))
                .probeInterval(INTERVAL)
                .build();
        patient.available().filter(present -> present).blockFirst(LIMIT);
        cluster.primary(0).pause();
        Flux<Reason> underWay = Flux.mergeSequential(
                reason(patient.read(key, TTL)),
                reason(patient.close(key, new Token(1, 1), TTL)),
                reason(patient.open(key, new Token(1, 1), LoadedEntry.at(6, TTL).stamp(), TTL)));

        StepVerifier.create(underWay)
                .then(() -> cluster.takeOver(0))
                .expectNext(Reason.AWAY, Reason.AWAY, Reason.AWAY)
                .expectComplete()
                .verify(LIMIT);
        patient.dispose();
    }

    private static Mono<Reason> reason(Mono<?> operation) {
        return operation
                .then(Mono.<Reason>empty())
                .onErrorResume(RemoteUnavailableException.class, error -> Mono.just(error.reason()));
    }

    /** Values of its first term may have been changed in between, and the change lost. */
    @Test
    void aServerThatIsPrimaryAgainIsInAnotherLife() {
        long first = generation();
        cluster.swap(0);
        SOON.holds("another primary", () -> generation() != first && generation() != 0);
        long second = generation();
        cluster.swapBack(0);
        SOON.holds("another primary", () -> generation() != second && generation() != 0);

        assertThat(generation()).isNotEqualTo(first);
    }

    @Test
    void aTailEndsWithItsPrimaryAndTheNextOneBeginsAnew() {
        RedisStreamLog log = log(0);
        log.append(0, new byte[] {1}).block(LIMIT);
        LogPositions reached = log.end().block(LIMIT);
        cluster.awaitReplication(0);
        StepVerifier.create(log.tail(Optional.empty()))
                .expectNextMatches(LogEvent.Reset.class::isInstance)
                .then(() -> cluster.swap(0))
                .expectError(RemoteUnavailableException.class)
                .verify(LIMIT);
        SOON.holds("followed", this::isReadable);

        LogEvent first = log.tail(Optional.of(reached)).blockFirst(LIMIT);
        assertThat(first).isInstanceOf(LogEvent.Reset.class);
        assertThat(log.append(0, new byte[] {1}).block(LIMIT).epoch())
                .isEqualTo(((LogEvent.Reset) first).positions().epoch())
                .isNotEqualTo(reached.epoch());
    }

    @Test
    void aSubscriptionEndsWithItsPrimary() {
        byte[] channel = ClusterKeys.name(key);
        RedisSubscription subscription = redis.subscribe(channel, message -> {}).block(LIMIT);
        cluster.swap(0);

        subscription.lost().block(LIMIT);
        subscription.close();
    }

    /** The values that its rows are about are on the other primaries, too. */
    @Test
    void aTableOfMarkersIsMadeAnewThoughItsRowsAreThere() {
        String cache = cacheWithTableOn(0);
        redis.open(cache, new Token(1, 1), "RTfruit", LogPositions.of(7, 5)).block(LIMIT);
        long seal = redis.read(cache).block(LIMIT).seal();
        cluster.awaitReplication(0);
        cluster.swap(0);
        SOON.holds("another one", () -> seal(cache) != seal && seal(cache) != 0);

        assertThat(redis.read(cache).block(LIMIT).rows()).isEmpty();
        assertThat(redis.read(cache).block(LIMIT).marks())
                .extracting(Mark::marker)
                .containsExactly("RA");
        assertThat(seal(cache)).isEqualTo(seal(cache));
    }

    private long seal(String cache) {
        return redis.read(cache)
                .map(content -> content.seal())
                .onErrorReturn(0L)
                .block(LIMIT);
    }

    private String cacheWithTableOn(int index) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "cache-" + i)
                .filter(cache ->
                        isOn(index, RedisMarkers.of(cache, KeyForm.TAGGED).table()))
                .findFirst()
                .orElseThrow();
    }

    private RedisStreamLog log(int index) {
        String name = IntStream.range(0, 100)
                .mapToObj(i -> "log-" + i)
                .filter(log -> isOn(index, ("{" + log + "}:log").getBytes()))
                .findFirst()
                .orElseThrow();
        return RedisStreamLog.on(redis).name(name).partitions(1).build();
    }

    private boolean isOn(int index, byte[] name) {
        return cluster.ownerAtFirst(SlotHash.getSlot(name)) == index;
    }

    private long generation() {
        return redis.links()
                .of(ClusterKeys.name(key))
                .map(RedisLink::generation)
                .onErrorReturn(0L)
                .block(LIMIT);
    }

    private RemoteRead read(String name) {
        return redis.read(name, TTL).blockOptional().orElseThrow();
    }

    private boolean isReadable() {
        return redis.read(key, TTL)
                .map(read -> true)
                .onErrorResume(away -> Mono.just(false))
                .block(LIMIT);
    }

    private Optional<Position> stamp(String name) {
        return read(name).entry().map(StoredEntry::stamp);
    }

    private boolean isKnown(String name) {
        return stamp(name).equals(Optional.of(LoadedEntry.at(5, TTL).stamp()));
    }

    private boolean fill(String name, long offset, Ticket ticket) {
        return redis.fill(name, LoadedEntry.at(offset, TTL), ticket)
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
