package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KillArgs;
import io.lettuce.core.cluster.SlotHash;
import io.reactivecache.Position;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A store with several connections: what each serves, and what the loss of one costs. */
@RedisTest
@Timeout(60)
class RedisConnectionsTest {

    private static final int CONNECTIONS = 3;
    private static final int QUEUE = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Eventually SOON = Eventually.within(LIMIT);
    private static final Pattern CLIENT = Pattern.compile("id=(\\d+) .*name=reactive-cache .*cmd=mget");

    /** One key of each connection. */
    private static final List<String> KEYS = IntStream.range(0, CONNECTIONS)
            .mapToObj(RedisConnectionsTest::keyOf)
            .toList();

    private final RedisServer server;
    private final FaultyProxy proxy;
    private final Plain plain;
    private final RedisRemoteStore redis;

    RedisConnectionsTest(RedisServer server) {
        this.server = server;
        this.plain = new Plain(server.uri());
        this.proxy = FaultyProxy.to("localhost", server.port());
        this.redis = settings("redis://localhost:" + proxy.port()).build();
    }

    private static RedisRemoteStoreBuilder settings(String uri) {
        return RedisRemoteStore.builder()
                .uri(uri)
                .commandTimeout(TIMEOUT)
                .requestQueueSize(QUEUE)
                .connections(CONNECTIONS);
    }

    @BeforeEach
    void connect() {
        awaitAvailable();
    }

    @AfterEach
    void disconnect() {
        redis.dispose();
        plain.close();
        proxy.close();
    }

    @Test
    void eachConnectionServesItsPartOfTheKeys() {
        assertThat(redis.connections()).isEqualTo(CONNECTIONS);
        KEYS.forEach(this::read);
        assertThat(clients()).hasSize(CONNECTIONS);
    }

    @Test
    void ticketsAreGoodForTheirKeysAndVoidOnAnotherConnection() {
        Ticket first = read(KEYS.get(0)).ticket();

        assertThat(fill(KEYS.get(1), first)).isFalse();
        assertThat(fill(KEYS.get(0), first)).isTrue();
    }

    @Test
    void whenOneIsLostItsKeysFailAtOnceAndTheOthersGoOn() {
        Ticket kept = read(KEYS.get(0)).ticket();
        Ticket gone = read(KEYS.get(1)).ticket();
        lose(KEYS.get(1));

        assertThat(isAvailable()).isFalse();
        assertThatThrownBy(() -> read(KEYS.get(1)))
                .isInstanceOfSatisfying(
                        RemoteUnavailableException.class,
                        away -> assertThat(away.reason()).isEqualTo(Reason.AWAY));
        assertThat(fill(KEYS.get(0), kept)).isTrue();

        proxy.heal();
        awaitAvailable();
        assertThat(fill(KEYS.get(1), gone)).isFalse();
        assertThat(fill(KEYS.get(1), read(KEYS.get(1)).ticket())).isTrue();
    }

    /** Only the connection of a key can be busy with it. */
    @Test
    void eachConnectionHasAQueueOfItsOwn() {
        KEYS.forEach(this::read);
        server.pause();
        Mono<Reason> full = Flux.range(0, QUEUE + 1)
                .flatMap(i -> redis.read(KEYS.get(0), LIMIT))
                .then(Mono.just(Reason.REFUSED))
                .onErrorResume(RemoteUnavailableException.class, error -> Mono.just(error.reason()));
        Mono<Reason> other = redis.read(KEYS.get(1), LIMIT)
                .thenReturn(Reason.REFUSED)
                .onErrorResume(RemoteUnavailableException.class, error -> Mono.just(error.reason()));

        StepVerifier.create(Flux.mergeSequential(full, other))
                .expectNext(Reason.BUSY, Reason.LATE)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void whatIsAppendedToALogKeepsItsOrder() {
        RedisStreamLog log =
                RedisStreamLog.on(redis).name("several").partitions(1).build();
        List<Long> offsets = Flux.range(0, QUEUE - 5)
                .flatMapSequential(i -> log.append(0, new byte[] {i.byteValue()}))
                .map(Position::offset)
                .collectList()
                .block(LIMIT);

        assertThat(offsets).isSorted().hasSize(QUEUE - 5);
    }

    /** As when one connection has noticed a failover and the others have not. */
    @Test
    void aConnectionToAnotherLifeOfRedisEndsTheOthers() {
        try (RedisServer next = RedisServer.builder().build()) {
            next.start();
            RedisConnector old = new RedisConnector(settings(server.uri()).settings());
            RedisConnector present = new RedisConnector(settings(next.uri()).settings());
            AtomicInteger made = new AtomicInteger();
            Mono<RedisLink> connect =
                    Mono.defer(() -> (made.getAndIncrement() < CONNECTIONS - 1 ? old : present).connect());
            long generation =
                    present.connect().doOnNext(RedisLink::close).block(LIMIT).generation();
            LinkGroup links = new LinkGroup(connect, settings(next.uri()).settings(), "redis");

            SOON.holds(
                    "all to the present one",
                    () -> KEYS.stream()
                            .allMatch(key -> links.of(key.getBytes(UTF_8))
                                    .map(link -> link.generation() == generation)
                                    .onErrorReturn(false)
                                    .block(LIMIT)));
            assertThat(made).hasValueGreaterThan(CONNECTIONS);
            links.dispose();
            old.dispose();
            present.dispose();
        }
    }

    /** Ends the connection of a key; none can be made in its place. */
    private void lose(String key) {
        proxy.refuse();
        KEYS.stream().filter(other -> !other.equals(key)).forEach(this::read);
        String client =
                clients().stream().filter(id -> isOf(key, id)).findFirst().orElseThrow();
        plain.commands().clientKill(KillArgs.Builder.id(Long.parseLong(client)));
        SOON.holds("noticed", () -> !isAvailable());
    }

    /** What a connection did last is seen in the list of clients. */
    private boolean isOf(String key, String client) {
        redis.release(key, new Token(1, 2)).block(LIMIT);
        boolean changed = !clients().contains(client);
        read(key);
        return changed;
    }

    private List<String> clients() {
        return CLIENT.matcher(plain.commands().clientList())
                .results()
                .map(MatchResult::group)
                .map(line -> line.replaceAll("id=(\\d+) .*", "$1"))
                .toList();
    }

    private static String keyOf(int connection) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "k" + i)
                .filter(key -> SlotHash.getSlot(key) % CONNECTIONS == connection)
                .findFirst()
                .orElseThrow();
    }

    private RemoteRead read(String key) {
        return redis.read(key, LIMIT).blockOptional().orElseThrow();
    }

    private boolean fill(String key, Ticket ticket) {
        return redis.fill(key, LoadedEntry.at(5, LIMIT), ticket).blockOptional().orElseThrow();
    }

    private boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(LIMIT));
    }

    private void awaitAvailable() {
        redis.available().filter(present -> present).blockFirst(LIMIT);
    }
}
