package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidKeyException;
import io.reactivecache.Position;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import io.reactivecache.test.contract.RemoteStoreContract;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RedisTest
class RedisRemoteStoreTest extends RemoteStoreContract {

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Token TOKEN = new Token(1, 2);

    private static RedisRemoteStore redis;
    private static Plain plain;

    @BeforeAll
    static void connect(RedisServer server) {
        redis = RedisRemoteStore.builder()
                .uri(server.uri())
                .commandTimeout(Duration.ofSeconds(10))
                .build();
        plain = new Plain(server.uri());
        redis.available().filter(present -> present).blockFirst(Duration.ofSeconds(10));
    }

    @AfterAll
    static void disconnect() {
        redis.dispose();
        plain.close();
    }

    @Override
    protected RemoteStore store() {
        return redis;
    }

    @Override
    protected void damage(String key) {
        plain.commands().set(key, "not ours".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aKeyOfAnotherTypeIsNothingAndReplaced() {
        plain.commands().lpush("list", new byte[] {1});
        assertThat(read("list").entry()).isEmpty();
        assertThat(read("list").damaged()).isFalse();
        assertThat(redis.fill("list", entry(5), read("list").ticket()).block()).isTrue();
        assertThat(read("list").entry()).isPresent();

        plain.commands().del("list");
        plain.commands().hset("list", Map.of("f", new byte[] {1}));
        assertThat(redis.close("list", TOKEN, TTL).block()).isNotNull();
        assertThat(read("list").damaged()).isFalse();
    }

    @Test
    void aCutOffHeaderCountsAsNothing() {
        redis.fill("value", entry(Long.MAX_VALUE), read("value").ticket()).block();
        redis.close("closed", TOKEN, TTL).block();
        redis.open("open", TOKEN, new Position(1, 0, Long.MAX_VALUE), TTL).block();
        for (String name : List.of("value", "closed", "open")) {
            byte[] whole = plain.commands().get(name);
            plain.commands().set("cut", Arrays.copyOf(whole, Math.min(whole.length - 1, 69)));
            assertThat(read("cut").damaged()).isTrue();
            assertThat(redis.fill("cut", entry(5), read("cut").ticket()).block())
                    .isTrue();
        }
    }

    @Test
    void theShortestValueCountsAsAValue() {
        StoredEntry shortest = new StoredEntry(
                new Position(1, 0, 6),
                Duration.ZERO,
                TTL,
                TTL,
                Duration.ZERO,
                Set.of(),
                Optional.empty(),
                Optional.empty());
        assertThat(redis.fill("short", shortest, read("short").ticket()).block())
                .isTrue();
        assertThat(plain.commands().strlen("short")).isEqualTo(70);
        assertThat(redis.fill("short", entry(5), read("short").ticket()).block())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anotherMagicVersionOrKindCountsAsNothing(int index) {
        byte[] foreign = new EntryFormat(0).closed(TOKEN, true, false);
        foreign[index]++;
        plain.commands().set("foreign", foreign);
        assertThat(read("foreign").damaged()).isTrue();
        assertThat(redis.fill("foreign", entry(5), read("foreign").ticket()).block())
                .isTrue();
    }

    @Test
    void scriptsAreSentAgainWhenRedisForgotThem() {
        Ticket ticket = redis.close("forgotten", TOKEN, TTL).block();
        plain.commands().scriptFlush();
        assertThat(redis.store("forgotten", TOKEN, entry(5), ticket, TTL).block())
                .isTrue();
        plain.commands().scriptFlush();
        redis.open("forgotten", TOKEN, new Position(1, 0, 6), TTL).block();
        assertThat(read("forgotten").entry()).isEmpty();
    }

    @Test
    void aValueRedisDidNotExpireIsNoneWhenItsTimeIsOver() {
        plain.commands().set("over", new EntryFormat(0).value(entry(5), 1));
        assertThat(read("over").entry()).isEmpty();
        assertThat(read("over").damaged()).isFalse();
    }

    @Test
    void whatIsStoredExpires() {
        redis.fill("v", entry(5), read("v").ticket()).block();
        assertThat(plain.commands().pttl("v")).isBetween(TTL.toMillis() - 5_000, TTL.toMillis());
        redis.close("v", TOKEN, TTL).block();
        assertThat(plain.commands().pttl("v")).isBetween(TTL.toMillis() - 5_000, TTL.toMillis() + 1);
        redis.open("v", TOKEN, new Position(1, 0, 6), TTL).block();
        assertThat(plain.commands().pttl("v")).isBetween(TTL.toMillis() - 5_000, TTL.toMillis() + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a\r\nFLUSHALL\r\n",
                "\0",
                "*",
                "[a-z]?",
                "{a}{b}",
                "'; return 1 --",
                "ключ",
                "𝄞",
                "%00"
            })
    void hostileKeysAreJustKeys(String key) {
        String other = key + "\0";
        redis.fill(other, entry(9), read(other).ticket()).block();
        redis.close(key, TOKEN, TTL).block();
        redis.open(key, TOKEN, new Position(1, 0, 4), TTL).block();
        assertThat(redis.fill(key, entry(3), read(key).ticket()).block()).isFalse();
        assertThat(redis.fill(key, entry(5), read(key).ticket()).block()).isTrue();
        assertThat(read(key).entry().orElseThrow().stamp().offset()).isEqualTo(5);
        assertThat(read(other).entry().orElseThrow().stamp().offset()).isEqualTo(9);
        assertThat(plain.commands().exists(key)).isEqualTo(1);
    }

    @Test
    void aKeyThatIsNoUnicodeIsRefused() {
        assertThatThrownBy(() -> redis.read("\ud800", TTL)).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void anErrorOfRedisIsTypedAndSilentAboutKeys() {
        plain.commands().configSet("maxmemory", "1");
        try {
            assertThatThrownBy(() -> redis.close("secret-key", TOKEN, TTL).block())
                    .isInstanceOfSatisfying(RemoteUnavailableException.class, error -> {
                        assertThat(error.reason()).isEqualTo(RemoteUnavailableException.Reason.REFUSED);
                        // Redis 6 hides the error of a command inside that of the script.
                        assertThat(error.getMessage()).isIn("redis: refused with OOM", "redis: refused with ERR");
                        assertThat(error).hasNoCause();
                    });
        } finally {
            plain.commands().configSet("maxmemory", "0");
        }
    }

    @Test
    void theConnectionHasAName() {
        assertThat(plain.commands().clientList()).contains("name=reactive-cache");
    }

    private static RemoteRead read(String key) {
        return redis.read(key, TTL).blockOptional().orElseThrow();
    }

    private static StoredEntry entry(long offset) {
        return LoadedEntry.at(offset, TTL);
    }
}
