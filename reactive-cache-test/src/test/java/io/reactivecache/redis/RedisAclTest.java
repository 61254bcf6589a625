package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lettuce.core.XAddArgs;
import io.lettuce.core.protocol.CommandType;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The lines of docs/remote-tier.md, each with what it is for: none is too short, none too long. */
@RedisTest
class RedisAclTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Eventually SOON = Eventually.within(LIMIT);
    private static final Token TOKEN = new Token(1, 2);
    private static final String KEY = "products:1";
    private static final int FILTER = 4;

    private static final AclLines LINES = AclLines.documented();

    private final Plain plain;
    private final RedisServer server;

    RedisAclTest(RedisServer server) {
        this.server = server;
        this.plain = new Plain(server.uri());
    }

    /** No script is known, so that their texts have to be sent. */
    @BeforeEach
    void begin() {
        server.flush();
        plain.commands().scriptFlush();
    }

    @AfterEach
    void end() {
        plain.commands().aclDeluser("cache");
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, FILTER})
    void theDocumentedRulesAreEnough(int use) {
        permit(use, LINES.rules(use));
        RedisRemoteStore store = store();

        store.available().filter(present -> present).blockFirst(LIMIT);
        StepVerifier.create(work(use, store).then()).expectComplete().verify(LIMIT);

        store.dispose();
    }

    @ParameterizedTest
    @MethodSource("permissions")
    void noPermissionIsThereForNothing(int use, String permission) {
        List<String> rules = new ArrayList<>(LINES.rules(use));
        rules.removeIf(permission::equals);
        permit(use, rules);
        RedisRemoteStore store = store();

        Disposable working = store.available()
                .filter(present -> present)
                .next()
                .thenMany(work(use, store))
                .subscribe(done -> {}, refused -> {});
        SOON.holds("refused", () -> !plain.commands().aclLog().isEmpty());

        working.dispose();
        store.dispose();
    }

    @Test
    void whatIsOfNobodyOrOfAnotherCacheIsRefused() {
        permit(0, LINES.rules(0));
        RedisRemoteStore store = store();
        store.available().filter(present -> present).blockFirst(LIMIT);

        assertThatThrownBy(() -> store.close("orders:1", TOKEN, LIMIT).block())
                .isInstanceOf(RemoteUnavailableException.class)
                .hasMessageContaining("redis: refused with ")
                .hasMessageNotContaining("orders");
        store.dispose();
    }

    static Stream<Arguments> permissions() {
        return IntStream.range(0, LINES.lines().size())
                .boxed()
                .flatMap(use -> LINES.permissions(use).stream().map(rule -> Arguments.of(use, rule)));
    }

    private Flux<?> work(int use, RedisRemoteStore store) {
        return switch (use) {
            case 0 -> values(store);
            case 1 -> wide(store);
            case 2 -> stream(store);
            case 3 -> pubSub(store);
            default -> filter(store);
        };
    }

    private static Flux<?> values(RedisRemoteStore store) {
        return Flux.concat(
                store.read(KEY, LIMIT).flatMap(read -> store.fill(KEY, LoadedEntry.at(5, LIMIT), read.ticket())),
                store.close(KEY, TOKEN, LIMIT)
                        .flatMap(ticket -> store.store(KEY, TOKEN, LoadedEntry.at(6, LIMIT), ticket, LIMIT)),
                store.open(KEY, TOKEN, LoadedEntry.at(7, LIMIT).stamp(), LIMIT),
                store.acquire(KEY, TOKEN, LIMIT, LIMIT),
                store.release(KEY, TOKEN));
    }

    private Flux<?> wide(RedisRemoteStore store) {
        plain.commands().set("products:markers", new byte[] {1});
        return Flux.concat(
                store.read("products"),
                store.close("products", TOKEN, "RA"),
                overfull(store),
                store.read("products")
                        .flatMapIterable(content -> content.rows())
                        .flatMap(row -> store.drop("products", row)),
                store.lead("products", TOKEN, LIMIT),
                values(store),
                store.open(KEY, TOKEN, LoadedEntry.at(7, LIMIT).stamp(), LIMIT),
                store.read("products:2", LIMIT)
                        .flatMap(read -> store.fill("products:2", LoadedEntry.at(5, LIMIT), read.ticket())),
                store.scan("products:"),
                store.removeBefore("products:2", LoadedEntry.at(9, LIMIT).stamp()));
    }

    /** So many rows that they become one. */
    private Mono<Void> overfull(RedisRemoteStore store) {
        return Flux.range(0, 1_010)
                .flatMap(i -> store.open("products", new Token(i, i), "R" + i, LogPositions.of(1, 0)))
                .then(store.open("products", TOKEN, "RA", LogPositions.of(1, 0)));
    }

    private Flux<?> stream(RedisRemoteStore store) {
        RedisStreamLog log = RedisStreamLog.on(store).partitions(1).build();
        plain.commands().xadd("{invalidations}:log:0", new XAddArgs().id("9-0"), Map.of("foreign", new byte[] {1}));
        return Flux.concat(log.tail(Optional.empty()).take(2), log.append(0, new byte[] {1}), log.end());
    }

    private static Flux<?> pubSub(RedisRemoteStore store) {
        RedisPubSubLog log = RedisPubSubLog.on(store).partitions(1).build();
        return Flux.concat(log.tail(Optional.empty()).take(1), log.append(0, new byte[] {1}), log.end());
    }

    private static Flux<?> filter(RedisRemoteStore store) {
        return RedisKeyFilter.on(store, "products", 100, 0.01)
                .flatMapMany(filter -> Flux.concat(
                        filter.clear(), filter.add(List.of(KEY)), filter.mightContain(KEY), filter.clear()));
    }

    private void permit(int use, List<String> rules) {
        assumeThat(use < FILTER || hasFilters())
                .as("this Redis has Bloom filters")
                .isTrue();
        List<String> words = new ArrayList<>(List.of("SETUSER", "cache"));
        words.addAll(rules);
        plain.send(CommandType.ACL, words);
        plain.commands().aclLogReset();
    }

    private boolean hasFilters() {
        return plain.commands().commandInfo("BF.EXISTS").stream().anyMatch(known -> known instanceof List<?>);
    }

    private RedisRemoteStore store() {
        return RedisRemoteStore.create(server.uri().replace("redis://", "redis://cache:secret@"));
    }
}
