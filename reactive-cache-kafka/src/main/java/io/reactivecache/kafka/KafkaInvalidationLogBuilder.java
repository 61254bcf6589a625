package io.reactivecache.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Settings for a {@link KafkaInvalidationLog}. Not safe to use from many threads. */
public final class KafkaInvalidationLogBuilder {

    private String bootstrapServers = "";
    private String topic = "reactive-cache-invalidations";
    private int partitions = 16;
    private int replicationFactor = TopicSettings.BROKER_DEFAULT;
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
        check();
        return new KafkaInvalidationLog(new KafkaLogSettings(
                new ClientSettings(bootstrapServers, appendTimeout, properties),
                TopicSettings.kept(topic, partitions, replicationFactor, retention),
                maxPendingAppends,
                checkInterval));
    }

    private void check() {
        Limits limits = new Limits();
        limits.servers(bootstrapServers);
        limits.topic(topic);
        limits.partitions(partitions);
        limits.replicationFactor(replicationFactor);
        limits.retention(retention);
        limits.time("appendTimeout", appendTimeout);
        limits.atLeastOne("maxPendingAppends", maxPendingAppends);
        limits.time("checkInterval", checkInterval);
        limits.properties(properties);
        limits.throwIfAny();
    }
}
