package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.RealNodes.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.reactivecache.CacheHealth.State;
import io.reactivecache.InvalidKeyException;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

/** What others leave in Redis and Kafka, keys meant to confuse, and servers that are not there at start. */
@RedisTest
@KafkaTest
class ForeignDataTest {

    private final RedisServer redis;
    private final KafkaServer kafka;
    private final RealNodes nodes;

    ForeignDataTest(RedisServer redis, KafkaServer kafka) {
        this.redis = redis;
        this.kafka = kafka;
        this.nodes = new RealNodes(redis.uri(), kafka.bootstrapServers());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    static List<String> hostileKeys() {
        return List.of("", ":", "a:b", "{a}", "*", "?[x]", "a\r\nSET b c\r\n", "a\u0000b", "%3A", "ключ", "😀", " ");
    }

    @ParameterizedTest
    @MethodSource("hostileKeys")
    void hostileKeyIsKeptExactlyAndInvalidatedExactly(String key) {
        hostileKeys().forEach(each -> nodes.rows.put(each, "old " + each.length()));
        ReactiveCache<String, String> a = nodes.node();
        ReactiveCache<String, String> b = nodes.node();
        hostileKeys().forEach(each -> b.get(each).block(LIMIT));
        nodes.rows.put(key, "new");
        long before = invalidations(b);
        a.invalidate(key).block(LIMIT);
        Eventually.within(LIMIT).holds("evicted", () -> invalidations(b) == before + 1);

        Map<Boolean, List<String>> local = hostileKeys().stream()
                .collect(Collectors.partitioningBy(
                        each -> b.lookup(each).block(LIMIT).source() == Source.LOCAL));
        assertThat(local.get(false)).containsExactly(key);
        assertThat(b.get(key).block(LIMIT)).isEqualTo("new");
    }

    @Test
    void keyOfOneMegabyteIsRejectedWithItsLimit() {
        ReactiveCache<String, String> node = nodes.node();
        StepVerifier.create(node.get("k".repeat(1 << 20)))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessage("key: 1048576 characters encoded (expected: <= 1024)"))
                .verify(LIMIT);
    }

    @Test
    void foreignAndCorruptValuesInRedisAreMisses() {
        nodes.rows.put("k", "true value");
        ReactiveCache<String, String> a = nodes.node();
        Eventually.within(LIMIT).holds("up", () -> isUp(a));
        a.get("k").block(LIMIT);
        try (RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> commands = connection.sync();
            String entries = nodes.name + ":*:*";
            Eventually.within(LIMIT)
                    .holds("filled", () -> !commands.keys(entries).isEmpty());
            String key = commands.keys(entries).get(0);
            long length = commands.strlen(key);
            for (Runnable vandal : List.<Runnable>of(
                    () -> commands.set(key, "not ours"),
                    () -> commands.set(key, ""),
                    () -> commands.setrange(key, length - 8, "x"),
                    () -> commands.append(key, "x"),
                    () -> {
                        commands.del(key);
                        commands.lpush(key, "a list");
                    })) {
                vandal.run();
                ReactiveCache<String, String> reader = nodes.node();
                Eventually.within(LIMIT).holds("up", () -> isUp(reader));
                assertThat(reader.lookup("k").block(LIMIT))
                        .satisfies(found -> assertThat(found.value()).isEqualTo("true value"))
                        .satisfies(found -> assertThat(found.source()).isEqualTo(Source.LOADED));
                Eventually.within(LIMIT).holds("filled again", () -> isValue(commands, key, length));
            }
        }
    }

    /** True once a reader has put the value back, whose last letters are "lue". */
    private static boolean isValue(RedisCommands<String, String> commands, String key, long length) {
        return commands.type(key).equals("string")
                && commands.strlen(key) == length
                && commands.getrange(key, length - 8, length - 6).equals("lue");
    }

    @Test
    void garbageInTheTopicClearsTheLocalTierAndTheLogGoesOn() throws Exception {
        nodes.rows.put("k", "old");
        ReactiveCache<String, String> a = nodes.node();
        ReactiveCache<String, String> b = nodes.node();
        b.get("k").block(LIMIT);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (byte[] garbage : new byte[][] {{}, {'R', 'I', 1, 'K'}, "garbage".getBytes(), null}) {
                producer.send(new ProducerRecord<>(nodes.topic, 0, null, garbage))
                        .get();
            }
        }
        Eventually.within(LIMIT).holds("cleared", () -> b.stats().block(LIMIT).localSize() == 0);

        b.get("k").block(LIMIT);
        nodes.rows.put("k", "new");
        a.invalidate("k").block(LIMIT);
        Eventually.within(LIMIT)
                .holds("new value", () -> "new".equals(b.get("k").block(LIMIT)));
    }

    @Test
    void nodesStartWithoutServersServeFromTheSourceAndBecomeCoherentWhenTheyAppear() {
        redis.stop();
        kafka.stop();
        nodes.rows.put("k", "v1");
        ReactiveCache<String, String> node = nodes.startingNode(builder -> builder);

        assertThat(node.lookup("k").block(LIMIT).source()).isEqualTo(Source.LOADED);
        assertThat(node.lookup("k").block(LIMIT).source()).isEqualTo(Source.LOADED);
        assertThat(node.health().block(LIMIT).log()).isEqualTo(State.STARTING);
        assertThat(node.health().block(LIMIT).remote()).isEqualTo(State.DOWN);

        redis.start();
        kafka.start();
        node.ready().block(LIMIT);
        Eventually.within(LIMIT).holds("up", () -> isUp(node));
        node.get("k").block(LIMIT);
        assertThat(node.lookup("k").block(LIMIT).source()).isEqualTo(Source.LOCAL);
        node.put("k", "v2").block(LIMIT);
        assertThat(nodes.node().lookup("k").block(LIMIT).source()).isEqualTo(Source.REMOTE);
    }

    private static boolean isUp(ReactiveCache<?, ?> node) {
        return node.health().block(LIMIT).isUp();
    }

    private static long invalidations(ReactiveCache<?, ?> node) {
        return node.stats().block(LIMIT).localInvalidations();
    }
}
