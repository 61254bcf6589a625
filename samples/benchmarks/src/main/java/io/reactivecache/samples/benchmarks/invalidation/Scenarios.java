package io.reactivecache.samples.benchmarks.invalidation;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What is measured over each log. */
public final class Scenarios {

    private static final int PARTITIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** On a busy machine a broker may be silent for as long without being taken for dead by itself. */
    private static final Map<String, String> PATIENT = Map.of("broker.session.timeout.ms", "30000");

    private Scenarios() {}

    /** Five nodes in one process at a hundred thousand changes a second. */
    public static List<Figures> inProcess(Plan plan) {
        InProcessInvalidationLog log = new InProcessInvalidationLog();
        try (Contender nodes = new CacheNodes(node -> log, 1, () -> {})) {
            Trial.run("in process", nodes, Plan.IN_PROCESS_RATE, plan.warmUp());
            return List.of(Trial.run("in process", nodes, Plan.IN_PROCESS_RATE, plan.inProcess()));
        }
    }

    /** Five nodes, each with its own clients of one broker, beside plain clients of the same broker. */
    public static List<Figures> kafka(Plan plan) {
        try (KafkaServer server = KafkaServer.builder().properties(PATIENT).build()) {
            server.start();
            List<KafkaInvalidationLog> logs = IntStream.range(0, Contender.READERS)
                    .mapToObj(node -> kafkaLog(server, "nodes"))
                    .toList();
            createTopic(server, "plain");
            try (Contender nodes =
                            new CacheNodes(logs::get, PARTITIONS, () -> logs.forEach(KafkaInvalidationLog::dispose));
                    Contender plain = new PlainKafka(server.bootstrapServers(), "plain", PARTITIONS)) {
                return new Comparison("Kafka", plan, List.of(nodes, plain)).run();
            }
        }
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

    /** Five nodes, each with its own connections to one Redis, beside plain connections to the same one. */
    public static List<Figures> redisStreams(Plan plan) {
        try (RedisServer server = RedisServer.builder().build()) {
            server.start();
            List<RedisRemoteStore> stores = IntStream.range(0, Contender.READERS)
                    .mapToObj(node -> RedisRemoteStore.create(server.uri()))
                    .toList();
            try (Contender nodes = new CacheNodes(
                            node -> streams(stores.get(node)),
                            PARTITIONS,
                            () -> stores.forEach(RedisRemoteStore::dispose));
                    Contender plain = new PlainRedis(server.uri(), PARTITIONS)) {
                return new Comparison("Redis Streams", plan, List.of(nodes, plain)).run();
            }
        }
    }

    private static InvalidationLog streams(RedisRemoteStore store) {
        return RedisStreamLog.on(store).partitions(PARTITIONS).build();
    }
}
