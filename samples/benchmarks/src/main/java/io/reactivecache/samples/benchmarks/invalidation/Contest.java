package io.reactivecache.samples.benchmarks.invalidation;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Contenders over one server.
 *
 * @param log what the server is
 * @param uri where the server is
 * @param nodes caches, each with its own clients of the server
 * @param plain plain clients of the same server
 */
public record Contest(String log, String uri, Contender nodes, Contender plain, TestServer server)
        implements AutoCloseable {

    private static final int PARTITIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** On a busy machine a broker may be silent for as long without being taken for dead by itself. */
    private static final Map<String, String> PATIENT = Map.of("broker.session.timeout.ms", "30000");

    /** Over a broker of Kafka. */
    public static Contest kafka() {
        KafkaServer server = KafkaServer.builder().properties(PATIENT).build();
        server.start();
        List<KafkaInvalidationLog> logs = IntStream.range(0, Contender.READERS)
                .mapToObj(node -> kafkaLog(server, "nodes"))
                .toList();
        createTopic(server, "plain");
        return new Contest(
                "Kafka",
                server.bootstrapServers(),
                new CacheNodes(logs::get, PARTITIONS, () -> logs.forEach(KafkaInvalidationLog::dispose)),
                new PlainKafka(server.bootstrapServers(), "plain", PARTITIONS),
                server);
    }

    private static KafkaInvalidationLog kafkaLog(KafkaServer server, String topic) {
        return KafkaInvalidationLog.builder()
                .bootstrapServers(server.bootstrapServers())
                .topic(topic)
                .partitions(PARTITIONS)
                .build();
    }

    /** By the log itself, so that it has the settings of one. */
    private static void createTopic(KafkaServer server, String topic) {
        KafkaInvalidationLog log = kafkaLog(server, topic);
        log.end().block(PATIENCE);
        log.dispose();
    }

    /** Over a Redis. */
    public static Contest redisStreams() {
        RedisServer server = RedisServer.builder().build();
        server.start();
        List<RedisRemoteStore> stores = IntStream.range(0, Contender.READERS)
                .mapToObj(node -> RedisRemoteStore.create(server.uri()))
                .toList();
        return new Contest(
                "Redis Streams",
                server.uri(),
                new CacheNodes(
                        node -> streams(stores.get(node)), PARTITIONS, () -> stores.forEach(RedisRemoteStore::dispose)),
                new PlainRedis(server.uri(), PARTITIONS),
                server);
    }

    private static InvalidationLog streams(RedisRemoteStore store) {
        return RedisStreamLog.on(store).partitions(PARTITIONS).build();
    }

    /** Lets one of the contenders make changes at a rate for that time, and waits until they have come. */
    public Figures trial(Contender contender, int rate, Duration time) {
        return Trial.run(log, contender, rate, time);
    }

    @Override
    public void close() {
        plain.close();
        nodes.close();
        server.close();
    }
}
