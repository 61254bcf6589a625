package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.spi.MarkerTable.Mark;
import io.reactivecache.spi.MarkerTable.Row;
import io.reactivecache.spi.Token;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.MarkerTableContract;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

@RedisTest
class RedisMarkersTest extends MarkerTableContract {

    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(20));
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Token TOKEN = new Token(1, 1);
    private static final LogPositions POSITIONS = LogPositions.of(7, 5, 6);

    private static RedisServer server;
    private static FaultyProxy proxy;
    private static RedisRemoteStore redis;
    private static Plain plain;

    private final String cache = "own-" + UUID.randomUUID();
    private final byte[] key = (cache + ":markers").getBytes(US_ASCII);

    @BeforeAll
    static void connect(RedisServer given) {
        server = given;
        proxy = FaultyProxy.to("localhost", server.port());
        redis = RedisRemoteStore.builder()
                .uri("redis://localhost:" + proxy.port())
                .commandTimeout(TIMEOUT)
                .build();
        plain = new Plain(server.uri());
        SOON.holds("redis is there", RedisMarkersTest::isAvailable);
    }

    @AfterEach
    void heal() {
        proxy.heal();
        SOON.holds("redis is there", RedisMarkersTest::isAvailable);
    }

    @AfterAll
    static void disconnect() {
        redis.dispose();
        plain.close();
        proxy.close();
    }

    @Override
    protected MarkerTable table() {
        return redis;
    }

    @Override
    protected void lose(String name) {
        plain.commands().del(name + ":markers");
    }

    @Override
    protected void goAway() {
        proxy.refuse();
        proxy.reset();
        SOON.holds("redis is away", () -> !isAvailable());
    }

    @Test
    void somethingOfAnotherTypeIsNoTable() {
        plain.bytes().lpush(key, new byte[] {1});
        redis.close(cache, TOKEN, "RTfruit").block(LIMIT);

        assertThat(read().marks()).extracting(Mark::marker).containsExactlyInAnyOrder("RA", "RTfruit");
        plain.bytes().del(key);
        plain.bytes().set(key, new byte[] {1});
        assertThat(read().marks()).extracting(Mark::marker).containsExactly("RA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "c", "o", "x", "o01234567RTfruit", "c0123456789abcdefg", "o0123"})
    void fieldsThatAreOfNoTableArePassedOver(String field) {
        open();
        for (String value : new String[] {"", "RA", "12", "12 RA", "x RA", "0123456789012", "012345670123456789012x"}) {
            plain.bytes().hset(key, field.getBytes(UTF_8), value.getBytes(UTF_8));

            assertThat(read().rows()).extracting(Row::marker).containsExactly("RTfruit");
            assertThat(read().marks()).extracting(Mark::marker).containsExactly("RA");
        }
    }

    @Test
    void aRowThatSomebodySpoiledIsWrittenAnew() {
        open();
        byte[] field = plain.bytes().hkeys(key).stream()
                .filter(name -> name[0] == 'o')
                .findFirst()
                .orElseThrow();
        plain.bytes().hset(key, field, new byte[] {1, 2, 3});
        assertThat(read().rows()).isEmpty();
        open();

        assertThat(read().rows()).extracting(Row::positions).containsExactly(POSITIONS);
    }

    /** The values of before read as of an epoch nobody knows, and so must the rows. */
    @Test
    void afterARestartThatKeptTheTableItsRowsAreOfAnotherEpoch() {
        open();
        plain.commands().save();
        server.kill();
        server.start();
        SOON.holds("redis is there again", () -> !isReadAs(POSITIONS));

        assertThat(read().rows())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.positions().epoch()).isNotEqualTo(POSITIONS.epoch()));
        Row stray = read().rows().get(0);
        assertThat(redis.drop(cache, stray).block(LIMIT)).isTrue();
    }

    private boolean isReadAs(LogPositions positions) {
        return redis.read(cache)
                .map(content ->
                        content.rows().stream().anyMatch(row -> row.positions().equals(positions)))
                .onErrorReturn(true)
                .defaultIfEmpty(true)
                .block(LIMIT);
    }

    @Test
    void afterARestartThatLostTheTableItIsAnotherOne() {
        open();
        long before = read().seal();
        plain.commands().flushall();

        assertThat(read().seal()).isNotEqualTo(before);
        assertThat(read().marks()).extracting(Mark::marker).containsExactly("RA");
    }

    /** Its writer has gone on without. */
    @Test
    void aCloseThatComesTooLateLeavesNoMark() {
        open();
        server.pause();
        StepVerifier.create(redis.close(cache, TOKEN, "RTlate"))
                .expectError(RemoteUnavailableException.class)
                .verify(TIMEOUT.multipliedBy(3));
        server.resume();
        SOON.holds("redis is there", RedisMarkersTest::isAvailable);

        assertThat(read().marks()).extracting(Mark::marker).containsExactly("RA");
    }

    @Test
    void scriptsAreSentAgainWhenRedisForgotThem() {
        plain.commands().scriptFlush();
        open();
        plain.commands().scriptFlush();

        assertThat(read().rows()).hasSize(1);
    }

    private void open() {
        redis.open(cache, TOKEN, "RTfruit", POSITIONS).block(LIMIT);
    }

    private Content read() {
        return redis.read(cache).block(LIMIT);
    }

    private static boolean isAvailable() {
        return Boolean.TRUE.equals(redis.available().blockFirst(LIMIT));
    }
}
