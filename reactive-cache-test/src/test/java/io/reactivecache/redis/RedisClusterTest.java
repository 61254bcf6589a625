package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** A store on a cluster of three primaries without replicas: what goes where, and what is lost with one of them. */
@Timeout(120)
class RedisClusterTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Eventually SOON = Eventually.within(LIMIT);
    private static final RedisCluster CLUSTER = new RedisCluster(3, false);

    private RedisRemoteStore redis;

    @BeforeAll
    static void start() {
        CLUSTER.start();
    }

    @BeforeEach
    void connect() {
        redis = RedisRemoteStore.builder()
                .cluster(CLUSTER.uri(1), CLUSTER.uri(2))
                .probeInterval(Duration.ofMillis(300))
                .connections(2)
                .build();
        awaitAvailable();
    }

    @AfterEach
    void disconnect() {
        redis.dispose();
        SOON.holds("all connections closed", () -> redis.connections() == 0);
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void readsOfManySlotsThatAreIssuedTogetherAreAllAnswered() {
        List<String> keys =
                IntStream.range(0, 300).mapToObj(i -> "many:" + i + ":a").toList();
        keys.forEach(key -> assertThat(fill(key, read(key).ticket())).isTrue());

        List<RemoteRead> reads = Flux.fromIterable(keys)
                .flatMapSequential(key -> redis.read(key, TTL), keys.size())
                .collectList()
                .block(LIMIT);
        assertThat(reads).hasSize(keys.size()).allMatch(read -> read.entry().isPresent());
    }

    @Test
    void eachPrimaryHasItsConnectionsAndATicketIsVoidOnAnother() {
        assertThat(redis.connections()).isEqualTo(6);
        Ticket first = read(on(0)).ticket();

        assertThat(fill(on(1), first)).isFalse();
        assertThat(fill(on(0), first)).isTrue();
    }

    @Test
    void whenAPrimaryIsLostItsKeysFailAndTheOthersGoOn() {
        assertThat(fill(on(0), read(on(0)).ticket())).isTrue();
        assertThat(fill(on(1), read(on(1)).ticket())).isTrue();
        Ticket gone = read(on(0)).ticket();
        CLUSTER.primary(0).kill();
        SOON.holds("noticed", () -> !isAvailable());

        assertThatThrownBy(() -> read(on(0)))
                .isInstanceOfSatisfying(
                        RemoteUnavailableException.class,
                        away -> assertThat(away.reason()).isEqualTo(Reason.AWAY));
        for (int i = 0; i < 100; i++) {
            assertThat(isKnown(on(1))).isTrue();
            assertThat(isKnown(on(2))).isFalse();
        }
        CLUSTER.restart(0);
        awaitAvailable();

        assertThat(isKnown(on(0))).isFalse();
        assertThat(fill(on(0), gone)).isFalse();
        assertThat(isKnown(on(1))).isTrue();
    }

    @Test
    void aSlotThatMovedIsFollowedAndWhatItHeldIsAMiss() {
        String key = ClusterKeys.on(CLUSTER, 0, "moved");
        Ticket before = read(key).ticket();
        assertThat(fill(key, before)).isTrue();
        String other = on(0);
        assertThat(fill(other, read(other).ticket())).isTrue();

        CLUSTER.move(ClusterKeys.slot(key), 0, 1);
        SOON.holds("followed", () -> isReadable(key));

        assertThat(isKnown(key)).isFalse();
        assertThat(fill(key, before)).isFalse();
        assertThat(fill(key, read(key).ticket())).isTrue();
        assertThat(isKnown(other)).isTrue();
        CLUSTER.move(ClusterKeys.slot(key), 1, 0);
        SOON.holds("followed back", () -> isReadable(key));
        assertThat(isKnown(key)).isFalse();
    }

    /** What is there still is served; what has gone is asked for in vain, once for each read. */
    @Test
    void whileASlotIsOnItsWayItsKeysFailOneByOne() {
        String key = ClusterKeys.on(CLUSTER, 0, "moving");
        fill(key, read(key).ticket());
        CLUSTER.beginMove(ClusterKeys.slot(key), 0, 2);
        assertThat(read(key).entry()).isPresent();
        CLUSTER.moveKeys(ClusterKeys.slot(key), 0, 2);
        long commands = redirections();

        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> read(key))
                    .isInstanceOfSatisfying(
                            RemoteUnavailableException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.REFUSED))
                    .hasMessageContaining("ASK");
        }
        assertThat(redirections() - commands).isEqualTo(50);
        assertThat(isAvailable()).isTrue();
        CLUSTER.endMove(ClusterKeys.slot(key), 2);
        SOON.holds("followed", () -> isReadable(key));
        CLUSTER.move(ClusterKeys.slot(key), 2, 0);
        SOON.holds("followed back", () -> isReadable(key));
    }

    /** Debian's Redis has none; where there are some they are on the primary of their name. */
    @Test
    void aKeyFilterWorksOrIsNotThere() {
        RedisKeyFilter filter = RedisKeyFilter.on(redis, "products", 100, 0.01).block(LIMIT);
        if (filter != null) {
            filter.clear().then(filter.add(List.of("a"))).block(LIMIT);
            assertThat(filter.mightContain("a").block(LIMIT)).isTrue();
        }
    }

    /** The rules of docs/remote-tier.md, as they are on a cluster. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aUserWithFewRightsIsEnough(int use) {
        List<String> rules = new ArrayList<>(AclLines.documented().rules(use));
        rules.replaceAll(rule -> rule.equals("~products:*") ? "~{products:*" : rule);
        rules.addAll(0, List.of("ACL", "SETUSER", "cache"));
        rules.add("+cluster|nodes");
        for (int index = 0; index < 3; index++) {
            assertThat(CLUSTER.primary(index).send(rules.toArray(String[]::new)))
                    .isEqualTo("+OK");
        }
        RedisRemoteStore store = RedisRemoteStore.builder()
                .cluster(CLUSTER.uri(0).replace("redis://", "redis://cache:secret@"), CLUSTER.uri(1))
                .build();
        store.available().filter(present -> present).blockFirst(LIMIT);
        assertThat(Flux.range(0, 20)
                        .map(i -> "products:" + i + ":a")
                        .concatMap(key -> store.read(key, TTL)
                                .flatMap(read -> store.fill(key, LoadedEntry.at(5, TTL), read.ticket())))
                        .all(stored -> stored)
                        .block(LIMIT))
                .isTrue();
        if (use > 0) {
            assertThat(store.scan("products:").count().block(LIMIT)).isEqualTo(20);
            assertThat(store.read("products").block(LIMIT).marks()).isNotEmpty();
        }
        store.dispose();
    }

    /** Asked for reads that Redis turned away. */
    private static long redirections() {
        try (Plain plain = new Plain(CLUSTER.uri(0))) {
            return plain.commands()
                    .info("commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_mget:"))
                    .map(line -> line.replaceAll(".*rejected_calls=(\\d+).*", "$1"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static String on(int index) {
        return ClusterKeys.on(CLUSTER, index);
    }

    private RemoteRead read(String key) {
        return redis.read(key, TTL).blockOptional().orElseThrow();
    }

    /** True if there is the value, as of the epoch it was stored with. */
    private boolean isKnown(String key) {
        return read(key)
                .entry()
                .map(StoredEntry::stamp)
                .equals(Optional.of(LoadedEntry.at(5, TTL).stamp()));
    }

    private boolean isReadable(String key) {
        return Boolean.TRUE.equals(
                redis.read(key, TTL).map(read -> true).onErrorReturn(false).block(LIMIT));
    }

    private boolean fill(String key, Ticket ticket) {
        return redis.fill(key, LoadedEntry.at(5, TTL), ticket).blockOptional().orElseThrow();
    }

    private boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(LIMIT));
    }

    private void awaitAvailable() {
        redis.available().filter(present -> present).blockFirst(LIMIT);
    }
}
