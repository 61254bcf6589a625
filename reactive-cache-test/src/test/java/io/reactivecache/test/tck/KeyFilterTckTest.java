package io.reactivecache.test.tck;

import io.reactivecache.guava.BloomKeyFilter;
import io.reactivecache.redis.BloomServer;
import io.reactivecache.redis.RedisKeyFilter;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.KeyFilter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

/** The publishers of key filters; Redis is one that is scripted, since not every Redis has filters. */
final class KeyFilterTckTest {

    static final Suite SUITE = KeyFilterTckTest::subjects;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static BloomServer server;
    private static BloomServer bare;
    private static RedisRemoteStore store;
    private static RedisRemoteStore bareStore;
    private static RedisRemoteStore away;
    private static KeyFilter filter;

    @BeforeAll
    static void connect() {
        server = new BloomServer(true);
        bare = new BloomServer(true);
        bare.answer("BF.EXISTS", words -> "-ERR unknown command 'BF.EXISTS', with args beginning with: 'a' '!'\r\n");
        store = connected(server);
        bareStore = connected(bare);
        away = connected(server);
        away.dispose();
        filter = on(store).block(LIMIT);
        filter.clear().block(LIMIT);
    }

    @AfterAll
    static void disconnect() {
        store.dispose();
        bareStore.dispose();
        server.close();
        bare.close();
    }

    @TestFactory
    Stream<DynamicTest> filters() {
        return Rules.over(SUITE.subjects());
    }

    private static List<Subject> subjects() {
        BloomKeyFilter bloom = BloomKeyFilter.of(1_000, 0.01);
        return Stream.of(
                        new KeyFilterSubjects("no filter", () -> KeyFilter.NONE).subjects(),
                        new KeyFilterSubjects("bloom filter", () -> bloom).subjects(),
                        new KeyFilterSubjects("filter in redis", () -> filter).subjects(),
                        filtersInRedis())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Subject> filtersInRedis() {
        return List.of(
                Subject.one("filter in redis, on", () -> on(store)).failing(() -> on(away)),
                Subject.none("filter in redis, on a server without", () -> on(bareStore)));
    }

    private static Mono<RedisKeyFilter> on(RedisRemoteStore redis) {
        return RedisKeyFilter.on(redis, "tck", 1_000, 0.01);
    }

    private static RedisRemoteStore connected(BloomServer redis) {
        RedisRemoteStore connected = RedisRemoteStore.create(redis.uri());
        connected.available().filter(Boolean::booleanValue).blockFirst(LIMIT);
        return connected;
    }
}
