package io.reactivecache.kafka;

import io.reactivecache.config.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Settings for a {@link KafkaInvalidationLog}. Not safe to use from many threads. */
public final class KafkaInvalidationLogBuilder {

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);
    private static final Duration SHORTEST_TIME = Duration.ofMillis(100);
    private static final Duration LONGEST_TIME = Duration.ofHours(1);

    private String bootstrapServers = "";
    private String topic = "reactive-cache-invalidations";
    private int partitions = 16;
    private int replicationFactor = KafkaLogSettings.BROKER_DEFAULT;
    private Duration retention = Duration.ofDays(1);
    private Duration appendTimeout = Duration.ofSeconds(30);
    private int maxPendingAppends = 10_000;
    private Duration checkInterval = Duration.ofSeconds(5);
    private ClientProperties properties = new ClientProperties(Map.of());

    KafkaInvalidationLogBuilder() {}

    /** The brokers to ask for the others, {@code host:port} separated by commas. Required. */
    public KafkaInvalidationLogBuilder bootstrapServers(String servers) {
        this.bootstrapServers = Objects.requireNonNull(servers, "servers");
        return this;
    }

    /** The topic that carries the log; several caches may share it. Defaults to {@code reactive-cache-invalidations}. */
    public KafkaInvalidationLogBuilder topic(String name) {
        this.topic = Objects.requireNonNull(name, "name");
        return this;
    }

    /** The number of partitions, 1 to 10000, if the topic is absent and has to be created. Defaults to 16. */
    public KafkaInvalidationLogBuilder partitions(int count) {
        this.partitions = count;
        return this;
    }

    /**
     * The number of replicas, if the topic has to be created. Defaults to the broker's {@code default.replication.factor}.
     * Use 3 with {@code min.insync.replicas=2} if the loss of a broker must not lose an acknowledged invalidation.
     */
    public KafkaInvalidationLogBuilder replicationFactor(int replicas) {
        this.replicationFactor = replicas;
        return this;
    }

    /**
     * How long records are kept, at least a minute, if the topic has to be created: a node that was cut off for longer
     * clears its local tier. Defaults to one day.
     */
    public KafkaInvalidationLogBuilder retention(Duration time) {
        this.retention = Objects.requireNonNull(time, "time");
        return this;
    }

    /** How long an append may take, retries included, 100 ms to 1 h. Defaults to 30 seconds. */
    public KafkaInvalidationLogBuilder appendTimeout(Duration time) {
        this.appendTimeout = Objects.requireNonNull(time, "time");
        return this;
    }

    /** How many appends may be under way, at least 1; more are refused. Defaults to 10000. */
    public KafkaInvalidationLogBuilder maxPendingAppends(int count) {
        this.maxPendingAppends = count;
        return this;
    }

    /**
     * How often a log that is followed looks at the topic, 100 ms to 1 h, and with that how long it may take until this
     * node reads partitions that were added. Defaults to 5 seconds.
     */
    public KafkaInvalidationLogBuilder checkInterval(Duration time) {
        this.checkInterval = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Further settings of the Kafka clients, by the names Kafka gives them: {@code security.*}, {@code ssl.*} and
     * {@code sasl.*} for TLS and SASL, and the tuning of connections and batches ({@code client.id},
     * {@code client.dns.lookup}, {@code connections.max.idle.ms}, {@code metadata.max.age.ms}, {@code reconnect.backoff.*},
     * {@code retry.backoff.*}, {@code socket.connection.setup.timeout.*}, {@code send.buffer.bytes},
     * {@code receive.buffer.bytes}, {@code fetch.max.*}, {@code max.partition.fetch.bytes}, {@code max.poll.records},
     * {@code batch.size}, {@code max.request.size}, {@code compression.type}). All others are refused, since the log relies
     * on its own or they load code.
     *
     * <p>Those of TLS and SASL name classes to load and files to read, so take them from the settings of your application
     * and never from anybody else. Their values are repeated nowhere. A {@code client.id} begins the ids of the clients and
     * the names of their threads. Defaults to none.
     */
    public KafkaInvalidationLogBuilder properties(Map<String, ?> settings) {
        this.properties = new ClientProperties(settings);
        return this;
    }

    /**
     * The log; connects to nothing yet.
     *
     * @throws io.reactivecache.InvalidConfigException if a setting cannot work; names all that cannot
     */
    public KafkaInvalidationLog build() {
        problems().throwIfAny();
        return new KafkaInvalidationLog(new KafkaLogSettings(
                bootstrapServers,
                topic,
                partitions,
                replicationFactor,
                retention,
                appendTimeout,
                maxPendingAppends,
                checkInterval,
                properties));
    }

    private Problems problems() {
        Problems problems = new Problems();
        problems.check(!bootstrapServers.isBlank(), "bootstrapServers", "''", "host:port, ...");
        problems.check(TOPIC.matcher(topic).matches(), "topic", "'" + topic + "'", "1 to 249 of A-Z a-z 0-9 . _ -");
        problems.check(partitions >= 1 && partitions <= 10_000, "partitions", partitions, "1 to 10000");
        problems.check(
                replicationFactor == KafkaLogSettings.BROKER_DEFAULT
                        || replicationFactor >= 1 && replicationFactor <= Short.MAX_VALUE,
                "replicationFactor",
                replicationFactor,
                "-1, or 1 to 32767");
        problems.check(retention.compareTo(SHORTEST_RETENTION) >= 0, "retention", retention, ">= PT1M");
        time(problems, "appendTimeout", appendTimeout);
        problems.check(maxPendingAppends >= 1, "maxPendingAppends", maxPendingAppends, ">= 1");
        time(problems, "checkInterval", checkInterval);
        properties.check(problems);
        return problems;
    }

    private static void time(Problems problems, String name, Duration time) {
        problems.check(
                time.compareTo(SHORTEST_TIME) >= 0 && time.compareTo(LONGEST_TIME) <= 0, name, time, "PT0.1S to PT1H");
    }
}
